/**
 * The registry of the import, in its own process: it must survive the process that is killed. It sends its URL when it starts. On request,
 * it compares each stored patient with the file, and exits.
 */
import { createEmbeddedRegistry } from "../../src/embedded/index.ts";
import { patientData, patientId, patients, isBroken, sourceKey, type Comparison } from "./patients.ts";

const embedded = createEmbeddedRegistry();
const { url } = await embedded.listen();

process.on("message", () => {
  const stored = new Map(
    embedded.resources({ sourceKey, resourceType: "patient" }).map(({ id, data }) => [id, JSON.stringify(data)]),
  );
  let equal = 0;
  for (let line = 1; line <= patients; line++) {
    if (!isBroken(line) && stored.get(patientId(line)) === JSON.stringify(patientData(line))) equal += 1;
  }
  const comparison: Comparison = { stored: stored.size, equal };
  process.send?.(comparison, () => {
    process.exit();
  });
});
process.send?.({ url });
