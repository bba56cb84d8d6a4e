import { Refusal } from "../refusal.ts";
import { eachOnItsOwn } from "../tasks/index.ts";
import type { ResourcePlace } from "../writes/resource-writes.ts";
import type { Write } from "../writes/write.ts";
import type { Answer, Environment } from "./operation.ts";

interface SingleWrite {
  readonly write: Write;
  readonly place: ResourcePlace;
  readonly receivedAt: Date;
}

interface Submitted {
  readonly taskId: string;
  readonly status: "ACCEPTED" | "PERSISTED";
}

/** The answer to the write of one resource, which comes back with `status` when it was carried out at once. */
export function submitWrite(single: SingleWrite, status: number, environment: Environment): Answer {
  const submitted = submit(single, environment);
  if (submitted.status === "ACCEPTED") return { status: 202, body: submitted };
  const { place } = single;
  return { status, body: { ...submitted, resource: environment.resources.get(place, place.id) } };
}

/** The answer to the write of one resource of which nothing comes back. */
export function submitDeletion(single: SingleWrite, environment: Environment): Answer {
  const submitted = submit(single, environment);
  return { status: submitted.status === "ACCEPTED" ? 202 : 200, body: submitted };
}

/** Hands it in: as a task to come where writes of its type are, and otherwise it is carried out, or refused, at once. */
function submit({ write, place, receivedAt }: SingleWrite, { settings, tasks, failures }: Environment): Submitted {
  const { sourceKey, type } = place;
  const submission = { kind: "oneOf", sourceKey, work: eachOnItsOwn([write], failures), receivedAt } as const;
  if (settings.asynchronous({ sourceKey, resourceType: type })) {
    return { taskId: tasks.accept(submission).taskId, status: "ACCEPTED" };
  }
  const { taskId, operations } = tasks.carryOut(submission);
  for (const { error } of operations) if (error !== undefined) throw Refusal.of(error);
  return { taskId, status: "PERSISTED" };
}
