import { writeResources, type RegistryClient, type ResourceOperation } from "../../src/index.ts";

const patients = 10_000;

/** One after the other, as they would be read from a file: never all of them in memory. */
function* operations(): Generator<ResourceOperation> {
  for (let number = 0; number < patients; number++) {
    const id = `made-up-${number}`;
    yield {
      action: "UPSERT",
      upsert: { type: "patient", id, data: { name: [{ family: `Made Up ${number}` }] } },
    };
  }
}

/** Writes many patients, with a line of progress where somebody looks at a terminal. Gives what was written. */
export async function writeMany(registry: RegistryClient, sourceKey: string, deadlineMs: number): Promise<string> {
  let bulks = 0;
  let written = 0;
  const onSubmit = () => (bulks += 1);
  try {
    for await (const outcome of writeResources(registry, { sourceKey }, operations(), { deadlineMs, onSubmit })) {
      if (!outcome.ok) throw outcome.error;
      written += 1;
      if (written % 500 === 0) showProgress(`\r  ${counted(written)} of ${counted(patients)}`);
    }
  } finally {
    showProgress(clearedLine);
  }
  return `${counted(written)} written, in ${bulks} bulks`;
}

const clearedLine = "\r\u001b[K";

function showProgress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(text);
}

function counted(count: number): string {
  return count.toLocaleString("en");
}
