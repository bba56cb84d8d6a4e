import { Worker } from "node:worker_threads";
import { formatKey, type ProfileDefinitions, type Property, type PropertyMap } from "../../profiles/definitions.ts";

/** The time for all probes of one pattern. */
const timeoutMs = 1_000;

/**
 * The worker tries each pattern on strings of 1,000 characters that match its repetitions and fail at the end, where a pattern with
 * nested repetitions backtracks: a repeated character or literal of the pattern, with and without the literal that the pattern starts with.
 */
const workerCode = `
const { parentPort, workerData } = require("node:worker_threads");
for (const [index, pattern] of workerData.entries()) {
  parentPort.postMessage({ started: index });
  const literals = pattern.replace(/\\\\./g, " ").match(/[\\p{L}\\p{N}]+/gu) ?? [];
  const [, start] = /^\\^?([\\p{L}\\p{N}:@/_ -]*)/u.exec(pattern);
  const repeated = new Set([..."aA0 -_.@:/,;", ...pattern, ...literals]);
  let expression;
  try { expression = new RegExp(pattern, "u"); } catch { expression = new RegExp(pattern); }
  for (const part of repeated) {
    const probe = part.repeat(Math.ceil(1000 / part.length)).slice(0, 999);
    for (const text of [probe + "\\0", start + probe + "\\0"]) expression.test(text);
  }
}
parentPort.postMessage({ started: workerData.length });
`;

/** Returns the paths of the patterns that backtrack for more than a second. Throws when the signal aborts. */
export async function slowPatterns(
  profiles: ProfileDefinitions,
  signal: AbortSignal = new AbortController().signal,
): Promise<string[]> {
  const found = Object.entries(profiles).flatMap(([key, { properties }]) => patternsOf(properties, key));
  const patterns = [...new Set(found.map(({ pattern }) => pattern))];
  const slow = new Set<string>();
  for (let next = 0; next < patterns.length;) {
    const stopped = await tryPatterns(patterns.slice(next), signal);
    signal.throwIfAborted();
    const pattern = patterns[next + stopped];
    if (pattern !== undefined) slow.add(pattern);
    next += stopped + 1;
  }
  return found.filter(({ pattern }) => slow.has(pattern)).map(({ path }) => path);
}

/** Returns the index of the first slow pattern, or their number if none is slow. */
function tryPatterns(patterns: readonly string[], signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerCode, { eval: true, workerData: patterns });
    let timer: NodeJS.Timeout | undefined;
    const end = (index: number) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      void worker.terminate().then(() => {
        resolve(index);
      });
    };
    const stop = () => {
      end(0);
    };
    signal.addEventListener("abort", stop);
    worker.on("message", ({ started }: { started: number }) => {
      clearTimeout(timer);
      if (started === patterns.length) end(started);
      else timer = setTimeout(end, timeoutMs, started);
    });
    worker.on("error", reject);
  });
}

interface Pattern {
  readonly path: string;
  readonly pattern: string;
}

function patternsOf(properties: PropertyMap, parent: string): Pattern[] {
  return Object.entries(properties).flatMap(([key, property]) => ofProperty(property, `${parent}${formatKey(key)}`));
}

function ofProperty({ rules, items, properties }: Property, path: string): Pattern[] {
  return [
    ...(rules ?? []).flatMap(({ pattern }) => (pattern === undefined ? [] : [{ path, pattern }])),
    ...(items ? ofProperty(items, `${path}[]`) : []),
    ...patternsOf(properties ?? {}, path),
  ];
}
