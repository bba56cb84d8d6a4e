import { browseAll } from "../../browse/browse-all.ts";
import type { BrowseResult, SourcePath } from "../../index.ts";
import { ImportStoppedError } from "../errors.ts";
import type { StoredClient } from "../job.ts";

/** A stored resource, without its data. */
export interface StoredResource {
  readonly id: string;
  /** When it was created, and last changed, in milliseconds since 1970; `NaN` if it is unknown. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The maximum of the registry. */
const perPage = 1_000;

/** No data and no identifiers are transferred. */
const include = ["id", "type", "meta.createdAt", "meta.updatedAt"];

/**
 * Yields the stored resources of a type, page by page. They may change while they are browsed.
 *
 * Throws {@link ImportStoppedError} when a hit is not a resource of this type, because nothing can be inferred from such a session.
 */
export async function* storedResources(
  registry: StoredClient,
  path: SourcePath,
  type: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly StoredResource[], void, undefined> {
  const body = { collectionKeys: [type], params: { perPage, properties: { include } } };
  for await (const { hits } of browseAll(registry, path, body, { signal })) {
    yield hits.map((hit) => storedResource(hit, type));
  }
}

type Hit = BrowseResult["hits"][number];

function storedResource({ resource }: Hit, type: string): StoredResource {
  if (resource?.type !== type) {
    throw new ImportStoppedError(
      `A browse of the type ${type} returned something else than its resources. Check that ${type} is a collection of resources.`,
      "refused",
    );
  }
  const { id, meta } = resource;
  return { id, createdAt: Date.parse(meta?.createdAt ?? ""), updatedAt: Date.parse(meta?.updatedAt ?? "") };
}
