import { writeResources, type RegistryClient, type ResourceOperation } from "../../src/index.ts";

const patients = 10_000;

/** Generates the operations one by one, so that they are never all in memory. */
function* operations(): Generator<ResourceOperation> {
  for (let number = 0; number < patients; number++) {
    const id = `made-up-${number}`;
    yield {
      action: "UPSERT",
      upsert: { type: "patient", id, data: { name: [{ family: `Made Up ${number}` }] } },
    };
  }
}

/** Writes many patients, and shows the progress in a terminal. Resolves with a summary. */
export async function writeMany(registry: RegistryClient, sourceKey: string, deadlineMs: number): Promise<string> {
  let bulks = 0;
  let written = 0;
  const onSubmit = () => (bulks += 1);
  try {
    for await (const outcome of writeResources(registry, { sourceKey }, operations(), { deadlineMs, onSubmit })) {
      if (!outcome.ok) throw outcome.error;
      written += 1;
      if (written % 500 === 0) showProgress(`\r  ${formatCount(written)} of ${formatCount(patients)}`);
    }
  } finally {
    showProgress(clearLine);
  }
  return `${formatCount(written)} written, in ${bulks} bulks`;
}

const clearLine = "\r\u001b[K";

function showProgress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(text);
}

function formatCount(count: number): string {
  return count.toLocaleString("en");
}
