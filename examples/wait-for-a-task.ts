/**
 * Waits for the task of a write that the registry accepted. The taskId is stored before the wait, so that another process can continue
 * the wait. Distinguishes a failed task from a task that is still pending.
 *
 * Run in a clone: npm run build, then npx jiti examples/wait-for-a-task.ts
 *
 * Prints:
 *   attempt 1: PENDING
 *   attempt 2: SUCCESS
 *   admission 1: done
 *   admission 2: FAILED_PRECONDITION, so fix it and retry
 *   admission 3: still PENDING, so wait again later
 */
import { createRegistryClient, isRegistryError, waitForTask, type TaskPoll } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";
import type { Patient } from "./profiles/clinia.gen.ts";

const sourceKey = "ehr-prod";
const embedded = createEmbeddedRegistry({ asynchronous: true, taskDurationMs: Infinity });
const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });

/** Stands for a table of your database, with a key that does not identify the patient. A lost taskId can't be found again. */
const stored = new Map<number, string>();

async function write(admission: number, family: string): Promise<void> {
  const path = { sourceKey, resourceType: "patient" };
  const { taskId } = await registry.createResource<Patient>(path, { data: { name: [{ family }] } });
  stored.set(admission, taskId);
}

const statuses = ["PENDING", "SUCCESS", "FAILURE", "CANCELLED"];
const errorTypes = ["ALREADY_EXISTS", "FAILED_PRECONDITION", "INVALID_ARGUMENT", "NOT_FOUND"];

/** Returns a status or error type for a log. The registry may send any other string, which is not safe to log. */
function known(value: string | undefined): string {
  return [...statuses, ...errorTypes].find((each) => each === value) ?? "unknown";
}

/** Waits for the task of an admission, and returns what to do next. */
async function waitFor(admission: number, deadlineMs: number, onPoll?: (poll: TaskPoll) => void): Promise<string> {
  const taskId = stored.get(admission);
  if (taskId === undefined) return "never written";
  try {
    await waitForTask(registry, { sourceKey, taskId }, { deadlineMs, onPoll });
    return "done";
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    switch (error.name) {
      case "TaskFailedError": {
        // The message of a receipt can quote the request: log it only where patient data is allowed.
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
const done = waitFor(1, 60_000, ({ attempt, task }) => {
  console.log(`attempt ${attempt}: ${known(task?.status)}`);
  void embedded.completeTasks(); // the embedded registry applies its tasks now
});
console.log(`admission 1: ${await done}`);

embedded.faults.nextOperations(1, { type: "FAILED_PRECONDITION", message: "The pipeline refused it." });
await write(2, "Gagnon");
await embedded.completeTasks();
console.log(`admission 2: ${await waitFor(2, 60_000)}`);

await write(3, "Roy");
console.log(`admission 3: ${await waitFor(3, 100)}`);
