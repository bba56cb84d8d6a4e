export type { TaskLook, WaitOptions } from "./wait-options.ts";
export type { TaskSource } from "./poll-task.ts";
export type { TaskReference } from "./task-reference.ts";
export { waitForTask, type WaitForTaskOptions } from "./wait-for-task.ts";
export { waitForTasks, type TaskOutcome, type WaitForTasksOptions } from "./wait-for-tasks.ts";
