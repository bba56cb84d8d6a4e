/**
 * `node bench/call-path.mjs [--list]`, after `npm run build`: counts the named functions of dist/ that one createResource call runs,
 * and their source files, with V8's precise coverage. An earlier call runs the code that only the first call needs.
 */
import { readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { SourceMap } from "node:module";
import { createRegistryClient } from "../dist/index.js";
import { body, path, responseBody, responseHeaders, status } from "./calls/exchange.mjs";
import { machineLine } from "./measurement.mjs";

const dist = new URL("../dist/", import.meta.url);
const id = "patient-0001";
const responseText = JSON.stringify({ ...responseBody, resource: { ...responseBody.resource, id } });
const registry = createRegistryClient({
  baseUrl: "http://localhost",
  apiKey: async () => "bench",
  fetch: async () => new Response(responseText, { status, headers: responseHeaders }),
});
const create = () => registry.createResource(path, { id, ...body }, { timeoutMs: 30_000 });
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
console.log(`source files of these functions: ${namesByFile.size}`);
if (process.argv.includes("--list")) {
  for (const [file, names] of [...namesByFile].sort()) {
    console.log(`  ${file}: ${names.map((name) => name || "(anonymous)").join(", ")}`);
  }
}

/** Returns a function that finds the source file of an offset in a built file, with its source map. */
function sourcesOf(url) {
  const code = readFileSync(new URL(url), "utf8");
  const map = new SourceMap(JSON.parse(readFileSync(new URL(`${url}.map`), "utf8")));
  return (offset) => {
    const before = code.slice(0, offset).split("\n");
    const { originalSource } = map.findEntry(before.length - 1, before.at(-1).length);
    return originalSource.replace(/^(\.\.\/)+/, "");
  };
}
