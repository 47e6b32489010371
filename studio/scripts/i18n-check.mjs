// Fails when the languages differ in keys or placeholders, a key is used that is not there or is there unused,
// or a component shows words that are written in the code instead of the language files.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

const root = new URL("..", import.meta.url).pathname;
const source = join(root, "src");
const problems = [];
const languages = ["en", "ko"];

const flat = (value, prefix = "") =>
  Object.entries(value).flatMap(([key, inner]) => (typeof inner === "string" ? [[prefix + key, inner]] : flat(inner, `${prefix}${key}.`)));
const texts = Object.fromEntries(languages.map((code) => [code, new Map(flat(JSON.parse(readFileSync(join(source, "i18n", `${code}.json`), "utf8"))))]));

const holes = (text) => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1]).sort().join(",");
for (const [key, english] of texts.en) {
  for (const code of languages.slice(1)) {
    const other = texts[code].get(key);
    if (other === undefined) problems.push(`${code}: ${key} is missing`);
    else if (!other.trim()) problems.push(`${code}: ${key} is empty`);
    else if (holes(other) !== holes(english)) problems.push(`${code}: ${key} has other placeholders`);
  }
}
for (const code of languages.slice(1)) for (const key of texts[code].keys()) if (!texts.en.has(key)) problems.push(`en: ${key} is missing`);
// Words that are the same in both: names, units, symbols, and what people say in Latin letters.
const SAME = /^(?:[^\p{L}]|\{\{\s*\w+\s*\}\}|ClonyVoice|\b[A-Z]\b|API|CPU|GPU|RAM|URL|ID|JSON|SRT|VTT|TXT|WAV|cURL|Python|JavaScript|dBFS|dB|SNR|MB|GB|ms|Hz|kHz|s|Ctrl|Alt|Shift|Enter|Backspace|Mod|English|한국어)*$/u;
for (const [key, korean] of texts.ko) if (korean === texts.en.get(key) && !SAME.test(korean)) problems.push(`ko: ${key} is still English: ${korean}`);
for (const [key, korean] of texts.ko) if (!/[가-힣]/.test(korean) && !SAME.test(korean)) problems.push(`ko: ${key} has no Korean in it: ${korean}`);
// A particle cannot be right behind a word that nobody knows: 를 or 을?
for (const [key, korean] of texts.ko) if (/\}\}(은|는|이|가|을|를|와|과|로|으로|아|야)(?=[\s.,!?]|$)/.test(korean)) problems.push(`ko: ${key} glues a particle to a variable`);
// The particle fits the last sound of the word before it: 동영상을, 결과를. Nouns that only look like one are left out.
const LOOKS_ALIKE = /^(?:가을|마을|노을|경로)$/;
const last = (word) => (word.charCodeAt(word.length - 1) - 0xac00) % 28;
for (const [key, korean] of texts.ko)
  for (const [said, word, particle] of korean.matchAll(/(?<![가-힣])([가-힣]+?)(으로|을|를|은|와|로)(?![가-힣])/g)) {
    const end = last(word);
    const wrong = { 를: end > 0, 와: end > 0, 을: end === 0, 은: end === 0, 으로: end === 0 || end === 8, 로: end > 0 && end !== 8 };
    if (wrong[particle] && !LOOKS_ALIKE.test(said)) problems.push(`ko: ${key} has the wrong particle in ${said}`);
  }

const files = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : /\.tsx?$/.test(name) && !/\.test\.|\.d\.ts$/.test(name) ? [path] : [];
  });

const SAID = new Set(["aria-label", "aria-description", "aria-valuetext", "title", "placeholder", "alt", "label", "tip", "hint", "sentence", "kept"]);
// Names that are the same in every language.
const PLAIN = /^(?:[^\p{L}]*|cURL|Python|JavaScript|SRT|VTT|TXT|JSON|English|한국어|dB|ms|dBFS|s|cvk_.*|curl .*)[^\p{L}]*$/su;
const used = new Set();
const prefixes = new Set();
let unknown = false;

for (const path of files(source)) {
  const text = readFileSync(path, "utf8");
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const where = (node) => `${relative(root, path)}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  const keysOf = (node) => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
    if (ts.isTemplateExpression(node)) {
      prefixes.add(node.head.text);
      return [];
    }
    if (ts.isConditionalExpression(node)) return [...keysOf(node.whenTrue), ...keysOf(node.whenFalse)];
    if (ts.isAsExpression(node)) return keysOf(node.expression);
    unknown = true;
    return [];
  };
  const visit = (node) => {
    if (ts.isCallExpression(node)) {
      const name = node.expression.getText();
      if ((name === "t" || name === "i18n.t") && node.arguments[0]) {
        for (const key of keysOf(node.arguments[0])) {
          used.add(key);
          if (!texts.en.has(key) && !texts.en.has(`${key}_other`) && name === "t") problems.push(`${where(node)}: no text for ${key}`);
        }
      }
    }
    if (ts.isJsxText(node) && !PLAIN.test(node.text.trim())) problems.push(`${where(node)}: “${node.text.trim()}” is written in the code`);
    if (ts.isJsxAttribute(node) && SAID.has(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer) && !PLAIN.test(node.initializer.text))
      problems.push(`${where(node)}: ${node.name.getText()}="${node.initializer.text}" is written in the code`);
    if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteralLike(node.expression) && !ts.isJsxAttribute(node.parent) && !PLAIN.test(node.expression.text))
      problems.push(`${where(node)}: “${node.expression.text}” is written in the code`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
}
for (const key of texts.en.keys()) {
  const base = key.replace(/_(one|other)$/, "");
  if (!used.has(key) && !used.has(base) && ![...prefixes].some((prefix) => prefix && key.startsWith(prefix))) problems.push(`en: ${key} is used nowhere`);
}
for (const problem of problems) console.error(problem);
console.log(`i18n: ${texts.en.size} texts in ${languages.join(", ")}; ${problems.length} problems${unknown ? " (some keys are computed)" : ""}`);
process.exit(problems.length ? 1 : 0);
