/**
 * `node bench/call-path.mjs [--list]`, after `npm run build`: how many named functions of dist/ one createResource call runs, by V8's
 * precise coverage, and how many source files the call passes through. A warm-up call runs whatever only a first call needs.
 */
import { readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { SourceMap } from "node:module";
import { createRegistryClient } from "../dist/index.js";
import { responseHeaders, responseText, body, path, status } from "./calls/exchange.mjs";
import { machineLine } from "./machine-line.mjs";

const dist = new URL("../dist/", import.meta.url);
const registry = createRegistryClient({
  baseUrl: "http://localhost",
  apiKey: async () => "bench",
  fetch: async () => new Response(responseText, { status, headers: responseHeaders }),
});
const create = () => registry.createResource(path, { id: "patient-0001", ...body }, { timeoutMs: 30_000 });
await create();

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
await create();
const { result } = await session.post("Profiler.takePreciseCoverage");
session.disconnect();

const namesByFile = new Map();
for (const { url, functions } of result.filter(({ url }) => url.startsWith(dist.href))) {
  const sourceAt = sourcesOf(url);
  for (const { functionName, ranges } of functions) {
    const [{ startOffset, count }] = ranges;
    if (count === 0) continue;
    const file = sourceAt(startOffset);
    namesByFile.set(file, [...(namesByFile.get(file) ?? []), functionName]);
  }
}
const named = [...namesByFile.values()].flat().filter((name) => name !== "");

console.log(machineLine());
console.log(`named functions that one createResource call runs: ${named.length}`);
console.log(`source files that it passes through: ${namesByFile.size}`);
if (process.argv.includes("--list")) {
  for (const [file, names] of [...namesByFile].sort()) {
    console.log(`  ${file}: ${names.map((name) => name || "(anonymous)").join(", ")}`);
  }
}

/** Returns the source file of an offset in a built file, by its source map. */
function sourcesOf(url) {
  const code = readFileSync(new URL(url), "utf8");
  const map = new SourceMap(JSON.parse(readFileSync(new URL(`${url}.map`), "utf8")));
  return (offset) => {
    const before = code.slice(0, offset).split("\n");
    const { originalSource } = map.findEntry(before.length - 1, before.at(-1).length);
    return originalSource.replace(/^(\.\.\/)+/, "");
  };
}
