import type { TaskPoll, WaitForTaskOptions } from "../../src/index.ts";
import { waitForTask } from "./client.ts";
import type { Scripted } from "./scripted-fetch.ts";
import { start } from "./start.ts";
import { sourceKey, taskId } from "./task-responses.ts";

/** A wait with a test clock, without jitter, of a client with scripted responses. */
export function startWait(script: Scripted[], options: Partial<WaitForTaskOptions> = {}) {
  const { registry, clock, requests } = start(script, { retry: false });
  const polls: TaskPoll[] = [];
  const startedAt = clock.now();
  const wait = () =>
    waitForTask(
      registry,
      { sourceKey, taskId },
      { deadlineMs: 60_000, clock, random: () => 1, onPoll: (poll) => polls.push(poll), ...options },
    );
  return { wait, clock, requests, polls, registry, elapsed: () => clock.now() - startedAt };
}
