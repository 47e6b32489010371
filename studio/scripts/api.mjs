// Writes src/api/schema.d.ts from the server's OpenAPI document.
//   npm run api                     asks `python -m clonyvoice openapi` of the checkout
//   npm run api -- openapi.json     reads a file
//   npm run api -- --check          changes nothing, fails when the file is stale
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";

const root = new URL("../..", import.meta.url).pathname;
const target = new URL("../src/api/schema.d.ts", import.meta.url).pathname;
const args = process.argv.slice(2);
const check = args.includes("--check");
const file = args.find((arg) => !arg.startsWith("--"));
const venv = join(root, ".venv/bin/python");
const python = process.env.CLONYVOICE_PYTHON ?? (existsSync(venv) ? venv : "python3");
const text = file ? readFileSync(file, "utf8") : execFileSync(python, ["-m", "clonyvoice", "openapi"], { cwd: root, encoding: "utf8", maxBuffer: 1e8 });
const made = `// Made by \`npm run api\` from the server's OpenAPI document. Do not edit.\n${astToString(await openapiTS(JSON.parse(text), { defaultNonNullable: false }))}`;
if (!check) writeFileSync(target, made);
else if (!existsSync(target) || readFileSync(target, "utf8") !== made) {
  console.error("src/api/schema.d.ts is stale: run `npm run api` and commit it.");
  process.exit(1);
}
console.log(`${made.split("\n").length} lines of types are ${check ? "fresh" : "written"}.`);
