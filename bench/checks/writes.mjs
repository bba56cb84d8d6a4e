/**
 * Writes patients by `writeResources`, with the example profiles and without, in turns:
 * `node writes.js <base URL> <operations> <warm-up rounds> <rounds>`. It sends the CPU time per operation to the parent process, in
 * microseconds, and what the profiles add, divided by the CPU time of ajv for the same documents. It throws when an operation was not
 * written.
 */
import { createRegistryClient, writeResources } from "clinia-registry-client";
import { profiles } from "../dist/generated/clinia.gen.ts";
import { median } from "../measurement.mjs";
import { apiKey, resourceId, sourceKey } from "../writes/operations.ts";
import { validate } from "./ajv.mjs";
import { patientData } from "./patients.mjs";

const [baseUrl, ...numbers] = process.argv.slice(2);
const [count, warmUpRounds, rounds] = numbers.map(Number);
const documents = Array.from({ length: count }, (_, index) => patientData(index));
const operations = documents.map((data, index) => ({
  action: "UPSERT",
  upsert: { type: "patient", id: resourceId(index), data },
}));
const clients = [createRegistryClient({ baseUrl, apiKey }), createRegistryClient({ baseUrl, apiKey, profiles })];

async function write(registry) {
  let written = 0;
  const outcomes = writeResources(registry, { sourceKey }, operations, { deadlineMs: 60_000 });
  for await (const { ok } of outcomes) written += ok ? 1 : 0;
  if (written !== count) throw new Error(`${written} of ${count} operations were written.`);
}

async function microseconds(run) {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

const [withoutProfiles, withProfiles, relative] = [[], [], []];
for (let round = 0; round < warmUpRounds + rounds; round++) {
  const [without, checked] = [await microseconds(() => write(clients[0])), await microseconds(() => write(clients[1]))];
  const ajv = await microseconds(() => documents.every((data) => validate(data)));
  if (round < warmUpRounds) continue;
  withoutProfiles.push(without);
  withProfiles.push(checked);
  relative.push((checked - without) / ajv);
}
process.send({
  withProfiles: median(withProfiles),
  withoutProfiles: median(withoutProfiles),
  addedRelativeToAjv: median(relative),
});
