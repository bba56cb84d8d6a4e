/*
 * Loaded before a script that runs by itself (`node --import`): what it fetches from the embedded registry is checked against
 * the contract, and what breaks it stands on stderr.
 */
import { createJiti } from "jiti";

const jiti = createJiti(import.meta.url);
const { readContract } = await jiti.import("../../scripts/contract/document.ts");
const { useContract } = await jiti.import("./contract-data.ts");
const { requestProblems, responseProblems } = await jiti.import("./exchange-check.ts");
useContract((await readContract("openapi/registry.yaml")).get([]));
const { fetch } = globalThis;

globalThis.fetch = async (url, init) => {
  const request = { method: init.method, url, headers: new Headers(init.headers), body: init.body };
  const response = await fetch(url, init);
  const { status, headers } = response;
  const body = await response.clone().text();
  const problems = [...requestProblems(request), ...responseProblems(request, { status, headers, body })];
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return response;
};
