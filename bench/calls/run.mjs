/**
 * One run: the CPU time per call, in microseconds, of clients that take turns in this process, round by round. The server is
 * another process. Its argument is a JSON object; a file is a case, or the index.js of a build of this client.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { median } from "../median.mjs";
import { apiKey, body, checkResponse, path } from "./exchange.mjs";

const { clients, concurrencies, warmUpRounds, rounds, callsPerRound } = JSON.parse(process.argv[2]);
const server = fork(new URL("server.mjs", import.meta.url));
const [baseUrl] = await once(server, "message");
const connection = { baseUrl, apiKey, timeoutMs: 30_000, retries: 2 };

const cases = [];
for (const { client, file } of clients) {
  const { create, createRegistryClient } = await import(file);
  const createResource = (create ?? createFrom(createRegistryClient))(connection);
  checkResponse(await createResource(path, body));
  cases.push({ client, createResource });
}

const costs = [];
for (const concurrency of concurrencies) {
  const measured = cases.map(() => []);
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (let turn = 0; turn < cases.length; turn++) {
      const place = (warmUpRounds + round + turn) % cases.length;
      const cost = await cpuPerCall(cases[place].createResource, concurrency);
      if (round >= 0) measured[place].push(cost);
    }
  }
  costs.push(...cases.map(({ client }, place) => ({ client, concurrency, cpuMicroseconds: median(measured[place]) })));
}
server.disconnect();
process.send(costs);
process.disconnect();

async function cpuPerCall(createResource, concurrency) {
  let left = callsPerRound;
  const before = process.cpuUsage();
  const callInTurn = async () => {
    while (left-- > 0) await createResource(path, body);
  };
  await Promise.all(Array.from({ length: concurrency }, callInTurn));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / callsPerRound;
}

/** Another build of this client, as the case of this build uses it. */
function createFrom(createRegistryClient) {
  return ({ baseUrl, apiKey, timeoutMs, retries }) => {
    const registry = createRegistryClient({ baseUrl, apiKey, timeoutMs, retry: { limit: retries } });
    return (path, body) => registry.createResource(path, body);
  };
}
