import type { RelationshipOperation } from "../generated/client.ts";
import type { AnyIterable } from "../tasks/map-unordered.ts";
import type { Data, SourcePath } from "../types.ts";
import type { WriteOutcome } from "./batch.ts";
import { relationshipKind } from "./kinds.ts";
import type { WriteRelationshipsOptions } from "./options.ts";
import type { RelationshipBulkClient } from "./submit.ts";
import { writeOperations } from "./write-operations.ts";

/**
 * Writes any number of operations on relationships of a source, with the guarantees of {@link writeResources}. Operations on the same
 * relationship, which has the same type and the same two resources, are applied in their order.
 *
 * Write the resources first: the registry may refuse a relationship whose resources do not exist.
 *
 * Throws the same errors as {@link writeResources}.
 *
 * @example
 * for await (const { index, ok } of writeRelationships(registry, { sourceKey }, operations, { deadlineMs: 600_000 })) {
 *   if (!ok) console.error(`operation ${index} failed`);
 * }
 *
 * @see https://docs.clinia.com/api-reference/bulk/get-the-result-of-a-bulk-relationship-request
 */
export function writeRelationships(
  registry: RelationshipBulkClient,
  path: SourcePath,
  operations: AnyIterable<RelationshipOperation>,
  options: WriteRelationshipsOptions,
): AsyncGenerator<WriteOutcome<Data, RelationshipOperation>, void, undefined> {
  return writeOperations(relationshipKind, registry, path, operations, options, (source, body, callOptions) =>
    registry.bulkRelationships(source, body, callOptions),
  );
}
