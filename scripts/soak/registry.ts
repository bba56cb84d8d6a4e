/**
 * The registry of the soak test, in its own process: an embedded registry with random faults, which also refuses connections every
 * two seconds. Its arguments are the seed and the number of writes. It sends its URL when it starts, and the stored resources on request.
 */
import { createEmbeddedRegistry, type RequestFault } from "../../src/embedded/index.ts";
import { seededRandom } from "./random.ts";

const [seed = 0, writes = 0] = process.argv.slice(2).map(Number);
const random = seededRandom(seed);
const path = { sourceKey: "soak", resourceType: "patient" };

const faultsPerTenRequests = 4;
const shortMs = 5;
const kinds: (() => RequestFault)[] = [
  ...[400, 403, 408, 413, 429, 500, 501, 502, 503, 504].map((status) => () => ({ kind: "status" as const, status })),
  () => ({ kind: "latency", ms: shortMs }),
  () => ({ kind: "slowBody", ms: shortMs }),
  () => ({ kind: "resetBefore" }),
  () => ({ kind: "resetAfter" }),
  () => ({ kind: "cutBody" }),
  () => ({ kind: "html", status: 502 }),
  () => ({ kind: "html", status: 200 }),
  () => ({ kind: "empty", status: 503 }),
  () => ({ kind: "empty", status: 201 }),
  () => ({ kind: "redirect", location: "https://elsewhere.example/" }),
  () => ({ kind: "noResponse" }),
];

const embedded = createEmbeddedRegistry();
for (let request = 0; request < 3 * writes; request++) {
  const kind = kinds[Math.floor(random() * kinds.length)];
  const isFault = random() * 10 < faultsPerTenRequests;
  embedded.faults.nextRequests(1, isFault && kind !== undefined ? kind() : { kind: "latency", ms: 0 });
}
const { url } = await embedded.listen();

const refusalMs = 30;
const refuseEveryMs = 2_000;
const refusals = setInterval(() => {
  void embedded.faults
    .refuseConnections()
    .then(() => setTimeout(() => void embedded.faults.acceptConnections(), refusalMs));
}, refuseEveryMs);

process.on("message", () => {
  clearInterval(refusals);
  const stored = embedded.resources(path).map(({ id, data }) => [id, data.number]);
  process.send?.({ stored }, () => {
    process.exit();
  });
});
process.send?.({ url });
