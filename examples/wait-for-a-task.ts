/**
 * Follows what the registry has accepted until it is done, in a process that may be another one than the one that wrote: the
 * taskId is stored before the wait. Tells apart a task that failed from one that only takes longer.
 *
 * Run: npm run build, then npx jiti examples/wait-for-a-task.ts
 *
 * Prints:
 *   look 1: PENDING
 *   look 2: SUCCESS
 *   Tremblay: done
 *   Gagnon: FAILED_PRECONDITION, so mend it and send it again
 *   Roy: still PENDING, so wait again later
 */
import { createRegistryClient, isRegistryError, waitForTask, type TaskLook } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";

const sourceKey = "ehr-prod";
const embedded = createEmbeddedRegistry({ asynchronous: true, taskDurationMs: Infinity });
const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });

/** In the place of a table of your database: a taskId that is lost can't be found again. */
const stored = new Map<string, string>();

async function write(family: string): Promise<void> {
  const path = { sourceKey, resourceType: "patient" };
  const { taskId } = await registry.createResource(path, { data: { name: [{ family }] } });
  stored.set(family, taskId);
}

/** Waits, and says what is to be done now. */
async function follow(family: string, deadlineMs: number, onPoll?: (look: TaskLook) => void): Promise<string> {
  const taskId = stored.get(family);
  if (taskId === undefined) return "never written";
  try {
    await waitForTask(registry, { sourceKey, taskId }, { deadlineMs, onPoll });
    return "done";
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    switch (error.name) {
      case "TaskFailedError": {
        // The messages of receipts are the registry's own words, and can quote what was sent: think before you log them.
        const types = error.receipts.map((receipt) => receipt.error?.type);
        return `${types.join()}, so mend it and send it again`;
      }
      case "TaskTimeoutError":
        return `still ${String(error.status)}, so wait again later`;
      default:
        throw error;
    }
  }
}

await write("Tremblay");
const done = follow("Tremblay", 60_000, ({ look, task }) => {
  console.log(`look ${String(look)}: ${String(task?.status)}`);
  void embedded.settle(); // the embedded registry carries its tasks out now
});
console.log(`Tremblay: ${await done}`);

embedded.failNext(1, { type: "FAILED_PRECONDITION", message: "The pipeline refused it." });
await write("Gagnon");
await embedded.settle();
console.log(`Gagnon: ${await follow("Gagnon", 60_000)}`);

await write("Roy");
console.log(`Roy: ${await follow("Roy", 100)}`);
