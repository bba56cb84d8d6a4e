import { checkerOf } from "../client/profile-check.ts";
import type { ResourceOperation } from "../generated/client.ts";
import type { AnyIterable } from "../tasks/map-unordered.ts";
import type { AnyResourceOperation, Fitting } from "../typed-data.ts";
import type { Data, DataObject, SourcePath } from "../types.ts";
import type { WriteOutcome } from "./batch.ts";
import { resourceKind } from "./kinds.ts";
import type { WriteResourcesOptions } from "./options.ts";
import type { BulkClientOf } from "./submit.ts";
import { writeOperations } from "./write-operations.ts";

/**
 * Writes any number of operations on resources of a source. Splits them into bulks, submits the bulks, waits for their tasks, and
 * yields the outcome of each operation, in order of completion. It starts when the loop starts, reads more operations only as outcomes
 * are consumed, and keeps at most `concurrency` bulks in memory.
 *
 * - Operations on the same resource id are applied in their order: an operation is not sent while a bulk with an earlier one is in
 *   progress, and fails with {@link OperationNotSentError} if the outcome of that bulk is unknown.
 * - After an unknown outcome a bulk is resubmitted as a whole, if it consists of upserts and deletes. A delete that an earlier
 *   submission applied then fails as `NOT_FOUND`, with the outcome `"unknown"`. The registry may apply an earlier submission late, and
 *   overwrite a later write to the same id: check the resources of operations with `attempts` above 1.
 * - A bulk that is refused as a whole is split into halves, until the invalid operation is alone.
 * - Receipts are matched to operations by position. If one does not match at its position, they are matched by action, type and id.
 *   An operation without a unique match fails with {@link ReceiptError}.
 * - When the registry responds 429, 502 to 504 or 520 to 530, or the connection is lost, the load pauses, and tries one bulk at a time.
 * - When the registry would refuse every bulk (401, 403, 404, a redirect, an untrusted certificate), or can't be reached, the load
 *   stops: nothing more is read or sent, the outcomes of all operations that were read are yielded, and {@link WriteStoppedError} is
 *   thrown. When the iterable or `beforeSubmit` throws, the load stops too, and throws that error.
 * - When the loop is exited early, nothing more is sent, and a submission in progress is awaited, so that `onSubmit` receives its task.
 *
 * Throws {@link InvalidRequestError} at once for invalid options. An abort ends the loop at once with the signal's reason. An error of
 * `onSubmit` or `onPoll` ends the loop once the submissions in progress have ended. In both cases, the outcomes of the bulks in
 * progress are lost.
 *
 * @example
 * for await (const { index, ok } of writeResources(registry, { sourceKey }, operations, { deadlineMs: 600_000 })) {
 *   if (!ok) console.error(`operation ${index} failed`);
 * }
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export function writeResources<
  D extends DataObject = Data,
  P = unknown,
  Operation extends AnyResourceOperation = ResourceOperation<D>,
>(
  registry: BulkClientOf<P>,
  path: SourcePath,
  operations: OperationsOf<P, D, Operation>,
  options: WriteResourcesOptions<D, WrittenOperation<P, D, Operation>>,
): AsyncGenerator<WriteOutcome<D, WrittenOperation<P, D, Operation>>, void, undefined> {
  // Callers without types can pass no client, which is refused with the other arguments.
  const { profiles } = Object(registry) as typeof registry;
  const kind = { ...resourceKind, check: profiles && checkerOf(profiles) };
  return writeOperations(kind, registry, path, operations, options, (source, body, callOptions) =>
    registry.bulkResources(source, body as never, callOptions),
  );
}

/** The operations that a function takes: checked against the profiles of a client that has some. */
type OperationsOf<P, D extends DataObject, Operation> = unknown extends P
  ? AnyIterable<ResourceOperation<D>>
  : AnyIterable<Operation> & Fitting<P, Operation>;

/** The operation of an outcome. */
type WrittenOperation<P, D extends DataObject, Operation> = unknown extends P ? ResourceOperation<D> : Operation;
