import { deleteOperation, OperationFailedError, writeResources, type SourcePath } from "../../index.ts";
import type { BulkClientOf } from "../../bulk/submit.ts";
import type { Extract } from "./extract.ts";
import type { StoredClient } from "../job.ts";
import type { ImportSettings } from "../options.ts";
import { storedResources } from "./stored.ts";

/** The obsolete resources: those that the extract no longer has. */
export interface Obsolete {
  /** Their ids by their type. Empty for a type of which more than allowed are obsolete. */
  readonly ids: ReadonlyMap<string, ReadonlySet<string>>;
  readonly before: number;
  readonly obsolete: number;
  readonly kept: number;
  /** The first type of which more than allowed are obsolete. */
  readonly excess: { readonly type: string; readonly before: number; readonly obsolete: number } | undefined;
}

interface Search {
  readonly registry: StoredClient;
  readonly path: SourcePath;
  readonly extract: Extract;
  /** Later resources are kept. In milliseconds since 1970. */
  readonly since: number;
  readonly maxDeletes: ImportSettings["maxDeletes"];
  readonly signal: AbortSignal | undefined;
  readonly onProgress: () => void;
}

/**
 * Identifies a resource for a full refresh. Ids that differ only in case, in spaces at the ends, or in the form of an accent count as one:
 * a registry that does not distinguish them would delete the resource of the extract.
 */
export function refreshKey(type: string, id: string): string {
  return `${type}\n${id.normalize("NFKC").trim().toLowerCase()}`;
}

/** Browses the types of the extract, and finds the resources that it does not have. */
export async function findObsolete(search: Search): Promise<Obsolete> {
  const limit = removalLimit(search.maxDeletes);
  const ids = new Map<string, ReadonlySet<string>>();
  let [before, obsolete, kept] = [0, 0, 0];
  let excess: Obsolete["excess"];
  for (const type of search.extract.types) {
    const found = await findOfType(search, type, limit);
    ids.set(type, found.ids);
    before += found.before;
    obsolete += found.obsolete;
    kept += found.kept;
    const total = limit.isShare ? found : { before, obsolete };
    if (!limit.allows(total.obsolete, total.before)) excess ??= { type, ...total };
  }
  return { ids, before, obsolete, kept, excess };
}

async function findOfType({ registry, path, extract, since, ...search }: Search, type: string, limit: RemovalLimit) {
  const { expected } = extract.ids.counts();
  const ids = new Set<string>();
  let [before, obsolete, kept] = [0, 0, 0];
  for await (const resources of storedResources(registry, path, type, search.signal)) {
    for (const { id, createdAt, updatedAt } of resources) {
      const isInExtract = extract.ids.find(refreshKey(type, id)) !== undefined;
      // Not a number for an unknown date, which is not before anything.
      if (createdAt < since) before += 1;
      if (isInExtract) continue;
      if (createdAt < since && updatedAt < since) {
        obsolete += 1;
        // Only while they may be allowed: the wrong extract would fill the memory with the ids of all resources.
        if (limit.allows(obsolete, expected + obsolete)) ids.add(id);
      } else kept += 1;
    }
    search.onProgress();
  }
  return { ids, before, obsolete, kept };
}

interface RemovalLimit {
  /** Whether it applies to each type. */
  readonly isShare: boolean;
  readonly allows: (obsolete: number, before: number) => boolean;
}

function removalLimit(limit: number | string): RemovalLimit {
  if (typeof limit === "number") return { isShare: false, allows: (obsolete) => obsolete <= limit };
  const percent = Number(limit.slice(0, -1));
  return { isShare: true, allows: (obsolete, before) => 100 * obsolete <= percent * before };
}

interface Removal {
  readonly registry: BulkClientOf<unknown>;
  readonly path: SourcePath;
  readonly ids: Obsolete["ids"];
  readonly settings: ImportSettings;
  /** Called before each bulk. Its exception stops the removal. */
  readonly beforeSubmit: () => Promise<void>;
  readonly onOutcome: (isRemoved: boolean) => void;
}

/** Deletes resources. A resource that does not exist counts as removed. */
export async function removeObsolete({ registry, path, ids, settings, ...removal }: Removal): Promise<void> {
  const { batchSize, concurrency, deadlineMs, giveUpAfterMs, signal } = settings;
  const { beforeSubmit } = removal;
  const options = { batchSize, concurrency, deadlineMs, maxPauseMs: giveUpAfterMs, signal, beforeSubmit };
  for await (const outcome of writeResources(registry, path, deletesOf(ids), options)) {
    removal.onOutcome(outcome.ok || isGone(outcome));
  }
}

function* deletesOf(ids: Obsolete["ids"]) {
  for (const [type, own] of ids) for (const id of own) yield deleteOperation(type, id);
}

function isGone({ error }: { readonly error: unknown }): boolean {
  return error instanceof OperationFailedError && error.type === "NOT_FOUND";
}
