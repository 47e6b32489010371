// Prints how many bytes go over the wire, gzipped, against the budgets; fails when one is broken.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET = { entry: 200, route: 60, css: 25 };
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const kb = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length / 1024;
const closure = (key, seen = new Set()) => {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key]?.imports ?? []) closure(next, seen);
  return seen;
};
const sum = (files) => [...new Set(files)].reduce((total, file) => total + kb(file), 0);

const entryKey = Object.keys(manifest).find((key) => manifest[key].isEntry);
const english = Object.keys(manifest).find((key) => key.endsWith("i18n/en.json"));
// The language is loaded before the first paint, so it counts with the entry.
const first = new Set([...closure(entryKey), ...closure(english)]);
const entry = sum([...first].map((key) => manifest[key].file));
const entryCss = sum([...first].flatMap((key) => manifest[key].css ?? []));
const routes = Object.keys(manifest)
  .filter((key) => key.endsWith("Page.tsx"))
  .map((key) => {
    const own = [...closure(key)].filter((part) => !first.has(part));
    return { name: /(\w+)Page/.exec(key)[1], js: sum(own.map((part) => manifest[part].file)), css: sum(own.flatMap((part) => manifest[part].css ?? [])) };
  });
export const sizes = { entry, css: entryCss + Math.max(...routes.map((route) => route.css)), routes };
if (process.argv[1] === new URL(import.meta.url).pathname) {
  const line = (name, value, budget) => console.log(`${value > budget ? "OVER " : "     "}${name.padEnd(24)} ${value.toFixed(1).padStart(7)} KB gzip   budget ${budget}`);
  line("entry", sizes.entry, BUDGET.entry);
  line("css (with largest route)", sizes.css, BUDGET.css);
  for (const route of routes) line(`route ${route.name}`, route.js, BUDGET.route);
  if (sizes.entry > BUDGET.entry || sizes.css > BUDGET.css || routes.some((route) => route.js > BUDGET.route)) process.exit(1);
}
