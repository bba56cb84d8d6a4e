/**
 * One run: measures the CPU time per call of each client, in microseconds. The clients take turns in this process, and the server runs
 * in another. The argument is a workload as JSON, with the clients. The file of a client is a case, or the index.js of a build of this
 * client.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { median } from "../measurement.mjs";
import { apiKey, body, checkResponse, path } from "./exchange.mjs";

const { clients, concurrencies, warmUpRounds, rounds, callsPerRound } = JSON.parse(process.argv[2]);
const server = fork(new URL("server.mjs", import.meta.url));
const [baseUrl] = await once(server, "message");
const connection = { baseUrl, apiKey, timeoutMs: 30_000, retries: 2 };

const cases = [];
for (const { client, file } of clients) {
  const { create, createRegistryClient } = await import(file);
  const createResource = (create ?? caseOf(createRegistryClient))(connection);
  checkResponse(await createResource(path, body));
  cases.push({ client, createResource });
}

const costs = [];
for (const concurrency of concurrencies) {
  const measured = cases.map(() => []);
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (let turn = 0; turn < cases.length; turn++) {
      const index = (warmUpRounds + round + turn) % cases.length;
      const cost = await cpuPerCall(cases[index].createResource, concurrency);
      if (round >= 0) measured[index].push(cost);
    }
  }
  costs.push(...cases.map(({ client }, index) => ({ client, concurrency, cpuMicroseconds: median(measured[index]) })));
}
server.disconnect();
process.send(costs);
process.disconnect();

async function cpuPerCall(createResource, concurrency) {
  let remaining = callsPerRound;
  const before = process.cpuUsage();
  const callRepeatedly = async () => {
    while (remaining-- > 0) await createResource(path, body);
  };
  await Promise.all(Array.from({ length: concurrency }, callRepeatedly));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / callsPerRound;
}

/** Returns the case of another build of this client: the same as cases/ours.mjs. */
function caseOf(createRegistryClient) {
  return ({ baseUrl, apiKey, timeoutMs, retries }) => {
    const registry = createRegistryClient({ baseUrl, apiKey, timeoutMs, retry: { limit: retries } });
    return (path, body) => registry.createResource(path, body);
  };
}
