import type { TaskPoll, WaitForTaskOptions } from "../../src/index.ts";
import { waitForTask } from "./client.ts";
import type { Scripted } from "./scripted-fetch.ts";
import { start } from "./start.ts";
import { sourceKey, taskId } from "./task-answers.ts";

/** A wait by a given clock, without jitter, of a client that is answered as the script says. */
export function startWait(script: Scripted[], options: Partial<WaitForTaskOptions> = {}) {
  const { registry, clock, requests } = start(script, { retry: false });
  const looks: TaskPoll[] = [];
  const startedAt = clock.now();
  const wait = () =>
    waitForTask(
      registry,
      { sourceKey, taskId },
      { deadlineMs: 60_000, clock, random: () => 1, onPoll: (look) => looks.push(look), ...options },
    );
  return { wait, clock, requests, looks, registry, elapsed: () => clock.now() - startedAt };
}
