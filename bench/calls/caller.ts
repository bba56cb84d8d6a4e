/**
 * A process that runs one case: it checks that the case does its call, and then tells, for each round that it is asked for, how
 * many calls a second it made. Its arguments are the case's file, and the address of the server, or nothing for a stubbed fetch.
 */
import { pathToFileURL } from "node:url";
import type { Case } from "../cases/index.ts";
import { answerHeaders, answerText, apiKey, body, checkAnswer, checkRequest, path, status } from "./exchange.ts";

export interface Round {
  readonly concurrency: number;
  readonly ms: number;
}

const [file = "", baseUrl = "http://localhost"] = process.argv.slice(2);
const isStubbed = process.argv[3] === undefined;
const answered = () => Promise.resolve(new Response(answerText, { status, headers: answerHeaders }));

// One function for all calls: some clients keep the fetch that they find when they are created.
let isChecked = true;
if (isStubbed) {
  globalThis.fetch = (input, init) => (isChecked ? checkRequest(new Request(input, init)).then(answered) : answered());
}
const { create } = (await import(pathToFileURL(file).href)) as Case;
const createResource = create({ baseUrl, apiKey, timeoutMs: 30_000, retries: 2 });
checkAnswer(await createResource(path, body));
isChecked = false;

process.on("message", ({ concurrency, ms }: Round) => {
  void callsPerSecond(concurrency, ms).then((rate) => process.send?.(rate));
});
process.send?.("ready");

async function callsPerSecond(concurrency: number, ms: number): Promise<number> {
  let calls = 0;
  const start = performance.now();
  const end = start + ms;
  const loop = async () => {
    while (performance.now() < end) {
      await createResource(path, body);
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  return (calls / (performance.now() - start)) * 1_000;
}
