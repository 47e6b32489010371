/** A call as a person would write it down. */
export interface Snippet {
  method: string;
  url: string;
  key: string;
  /** JSON text, or null for none. */
  body: string | null;
  /** The name of a file that goes up as multipart, or null. */
  file?: string | null;
}

const single = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

export function curl({ method, url, key, body, file }: Snippet): string {
  const lines = [`curl -X ${method} "${url}"`, `-H "X-API-Key: ${key}"`];
  if (file) lines.push(`-F "audio=@${file}"`);
  else if (body !== null) lines.push(`-H "Content-Type: application/json"`, `-d ${single(body)}`);
  return lines.join(" \\\n  ");
}

/** JSON written as a Python literal. */
export function pythonLiteral(value: unknown, indent = "    "): string {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (Array.isArray(value)) return value.length ? `[${value.map((item) => pythonLiteral(item, `${indent}    `)).join(", ")}]` : "[]";
  if (typeof value === "object") {
    const entries = Object.entries(value).map(([name, item]) => `${indent}    ${JSON.stringify(name)}: ${pythonLiteral(item, `${indent}    `)},`);
    return entries.length ? `{\n${entries.join("\n")}\n${indent}}` : "{}";
  }
  return JSON.stringify(value);
}

export function python({ method, url, key, body, file }: Snippet): string {
  const lines = ["import requests", "", "response = requests.request(", `    ${JSON.stringify(method)},`, `    ${JSON.stringify(url)},`, `    headers={"X-API-Key": ${JSON.stringify(key)}},`];
  if (file) lines.push(`    files={"audio": open(${JSON.stringify(file)}, "rb")},`);
  else if (body !== null) lines.push(`    json=${pythonLiteral(JSON.parse(body))},`);
  return [...lines, ")", "print(response.json())"].join("\n");
}

export function javascript({ method, url, key, body, file }: Snippet): string {
  const headers = [`"X-API-Key": ${JSON.stringify(key)}`];
  if (body !== null && !file) headers.push(`"Content-Type": "application/json"`);
  const lines = [
    ...(file ? ["const body = new FormData();", `body.append("audio", file, ${JSON.stringify(file)});`] : []),
    `const response = await fetch(${JSON.stringify(url)}, {`,
    `  method: ${JSON.stringify(method)},`,
    `  headers: { ${headers.join(", ")} },`,
  ];
  if (file) lines.push("  body,");
  else if (body !== null) lines.push(`  body: JSON.stringify(${JSON.stringify(JSON.parse(body), null, 2).replaceAll("\n", "\n  ")}),`);
  return [...lines, "});", "console.log(await response.json());"].join("\n");
}
