/**
 * The registry of a soak, a process of its own: an embedded registry that meets a random mixture of faults, and refuses
 * connections now and then. It is told the seed and the number of writes, and tells its address, and what it has stored.
 */
import { createEmbeddedRegistry, type RequestFault } from "../../src/embedded/index.ts";
import { seededRandom } from "./random.ts";

const [seed = 0, writes = 0] = process.argv.slice(2).map(Number);
const random = seededRandom(seed);
const path = { sourceKey: "soak", resourceType: "patient" };

/** Of ten requests, so many meet a fault. */
const faultsOfTen = 4;
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
  const isFault = random() * 10 < faultsOfTen;
  embedded.faults.nextRequests(1, isFault && kind !== undefined ? kind() : { kind: "latency", ms: 0 });
}
const { url } = await embedded.listen();

const refusedMs = 30;
const refuseEveryMs = 2_000;
const refusals = setInterval(() => {
  void embedded.faults
    .refuseConnections()
    .then(() => setTimeout(() => void embedded.faults.acceptConnections(), refusedMs));
}, refuseEveryMs);

process.on("message", () => {
  clearInterval(refusals);
  const stored = embedded.resources(path).map(({ id, data }) => [id, data.number]);
  process.send?.({ stored }, () => {
    process.exit();
  });
});
process.send?.({ url });
