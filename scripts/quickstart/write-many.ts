import { writeResources, type RegistryClient, type ResourceOperation } from "../../src/index.ts";

const patients = 10_000;

/** One after the other, as they would be read from a file: never all of them in memory. */
function* operations(): Generator<ResourceOperation> {
  for (let number = 0; number < patients; number++) {
    const id = `made-up-${String(number)}`;
    yield {
      action: "UPSERT",
      upsert: { type: "patient", id, data: { name: [{ family: `Made Up ${String(number)}` }] } },
    };
  }
}

/** Writes many patients, with a line of progress where somebody looks at a terminal. Gives how many were written. */
export async function writeMany(registry: RegistryClient, sourceKey: string, deadlineMs: number): Promise<number> {
  const isTerminal = process.stdout.isTTY;
  let written = 0;
  for await (const outcome of writeResources(registry, { sourceKey }, operations(), { deadlineMs })) {
    if (!outcome.ok) throw outcome.error;
    written += 1;
    if (isTerminal && written % 500 === 0) process.stdout.write(`\r  ${String(written)} of ${String(patients)}`);
  }
  if (isTerminal) process.stdout.write("\r\u001b[K");
  return written;
}
