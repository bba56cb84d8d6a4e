/**
 * Follows what the registry has accepted until it is done, in a process that may be another one than the one that wrote: the
 * taskId is stored before the wait. Tells apart a task that failed from one that only takes longer.
 *
 * Run: npm run build, then npx jiti examples/wait-for-a-task.ts
 *
 * Prints:
 *   look 1: PENDING
 *   look 2: SUCCESS
 *   admission 1: done
 *   admission 2: FAILED_PRECONDITION, so fix it and retry
 *   admission 3: still PENDING, so wait again later
 */
import { createRegistryClient, isRegistryError, waitForTask, type TaskPoll } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";

const sourceKey = "ehr-prod";
const embedded = createEmbeddedRegistry({ asynchronous: true, taskDurationMs: Infinity });
const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });

/** In the place of a table of your database, by a number that tells nobody who it is: a taskId that is lost can't be found again. */
const stored = new Map<number, string>();

async function write(admission: number, family: string): Promise<void> {
  const path = { sourceKey, resourceType: "patient" };
  const { taskId } = await registry.createResource(path, { data: { name: [{ family }] } });
  stored.set(admission, taskId);
}

const statuses = ["PENDING", "SUCCESS", "FAILURE", "CANCELLED"];
const errorTypes = ["ALREADY_EXISTS", "FAILED_PRECONDITION", "INVALID_ARGUMENT", "NOT_FOUND"];

/** A status or an error type for a log. The registry may send others, and such a string is printed nowhere. */
function known(word: string | undefined): string {
  return [...statuses, ...errorTypes].find((each) => each === word) ?? "unknown";
}

/** Waits, and says what to do next. */
async function follow(admission: number, deadlineMs: number, onPoll?: (look: TaskPoll) => void): Promise<string> {
  const taskId = stored.get(admission);
  if (taskId === undefined) return "never written";
  try {
    await waitForTask(registry, { sourceKey, taskId }, { deadlineMs, onPoll });
    return "done";
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    switch (error.name) {
      case "TaskFailedError": {
        // The message of a receipt can quote the request: log it only where patient data may be.
        const types = error.receipts.map((receipt) => known(receipt.error?.type));
        return `${types.join()}, so fix it and retry`;
      }
      case "TaskTimeoutError":
        return `still ${known(error.status)}, so wait again later`;
      default:
        throw error;
    }
  }
}

await write(1, "Tremblay");
const done = follow(1, 60_000, ({ attempt: look, task }) => {
  console.log(`look ${look}: ${known(task?.status)}`);
  void embedded.completeTasks(); // the embedded registry carries its tasks out now
});
console.log(`admission 1: ${await done}`);

embedded.faults.nextOperations(1, { type: "FAILED_PRECONDITION", message: "The pipeline refused it." });
await write(2, "Gagnon");
await embedded.completeTasks();
console.log(`admission 2: ${await follow(2, 60_000)}`);

await write(3, "Roy");
console.log(`admission 3: ${await follow(3, 100)}`);
