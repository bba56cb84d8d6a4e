import { makeInput } from "../import/crash/made-up-input.ts";
import { startRegistries } from "../import/crash/registries.ts";
import { createImportFolder, endOf, type Interruption } from "../import/crash/run-import.ts";
import { assertSame } from "./inside/assertions.ts";

/** The name of the scenario that runs only in Node.js: an import needs its files. */
export const importScenario = "I1: an import of 2,000 lines that is killed loses nothing when it is started again";

const settings = { batchSize: 100, concurrency: 4 };
const interruption: Interruption = { event: "before sent", number: 12, signal: "SIGKILL" };

/** Imports a file with a Node.js, kills the import, and starts it again. Throws when a record was lost or is not the last one. */
export async function runImport(executable: string): Promise<void> {
  const input = makeInput(1, 2_000);
  const [folder, registries] = [await createImportFolder(input.bytes), await startRegistries()];
  try {
    const registry = await registries.open(10);
    const killed = await endOf(folder.start(registry, settings, { executable, interruption }));
    assertSame("exit code of the import that is killed", killed.code, null);
    const { code, stderr, result } = await endOf(folder.start(registry, settings, { executable }));
    assertSame("import", { code, stderr }, { code: 1, stderr: "" });
    const { read, written, rejected, skipped, open } = result?.summary ?? {};
    assertSame("summary", { read, written, rejected, skipped, open }, { ...input.counts, open: 0 });
    const { resources } = await registry.report();
    const stored = resources.filter(([id]) => !id.startsWith("canary-failed"));
    const wanted = [...input.last].filter(([, version]) => version !== undefined);
    assertSame("last versions", [...stored].sort(), wanted.sort());
  } finally {
    registries.close();
    await folder.remove();
  }
}
