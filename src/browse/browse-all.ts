import { BrowseExpiredError, isRegistryError } from "../errors/index.ts";
import { throwIfInvalid } from "../errors/registry-error.ts";
import type { CallOptions } from "../client/options.ts";
import type { BrowsePath, BrowseRequest, BrowseResult, RegistryClient } from "../generated/client.ts";
import { checkTarget } from "../tasks/wait-for-task.ts";
import { throwIfAborted } from "../transport/deadline.ts";
import type { ResourceCheck } from "../resource-check.ts";
import type { TypedResult } from "../typed-data.ts";
import type { Data, DataObject } from "../types.ts";

/** The part of a client that browses. Tests can pass a stub. */
export type BrowseClient = Pick<RegistryClient, "browse">;

/** The part of a client that browses, with or without profiles. `P` is `unknown` without. */
export interface BrowseClientOf<P> {
  browse(path: BrowsePath, body: never, options?: CallOptions): Promise<object>;
  readonly profiles?: ResourceCheck<P> | undefined;
}

/**
 * Reads all pages of a browse session, and yields each page as `browse` returns it. The next page is requested when the loop asks for
 * it. Only the cursors are kept in memory.
 *
 * It starts with `body.params.cursor` if there is one, and sends the same body, which must not change, with the cursor of each page. It
 * ends at a page without hits, without a cursor or with an empty one, and at a cursor that was sent before. It ignores `total`. `options` apply to each
 * request. When the loop is exited early, no other page is requested.
 *
 * Throws {@link BrowseExpiredError} when the registry responds 404 to a cursor. Otherwise a request throws the same errors as `browse`. An
 * abort, also between two pages, ends the loop with the signal's reason.
 *
 * @example
 * for await (const { hits } of browseAll(registry, { sourceKey }, { collectionKeys: ["patient"] })) {
 *   for (const { resource } of hits) console.log(resource?.id);
 * }
 *
 * @see https://docs.clinia.com/api-reference/browse/browse-accross-resource-or-relationship-collections-in-the-registry
 */
export function browseAll<D extends DataObject = Data, P = unknown, Type extends string = string>(
  registry: BrowseClientOf<P>,
  path: BrowsePath,
  body: BrowseRequest & { collectionKeys: readonly Type[] },
  options?: CallOptions,
): AsyncGenerator<PageOf<P, D, Type>, void, undefined> {
  throwIfInvalid(...checkTarget(registry, path, "browse"));
  // The types of the hits matter only to the caller.
  return pages(registry as BrowseClient, path, body, options) as AsyncGenerator<PageOf<P, D, Type>, void, undefined>;
}

/** A page: with the data of profiles if the client has some. */
type PageOf<P, D extends DataObject, Type extends string> = unknown extends P
  ? BrowseResult<D>
  : TypedResult<BrowseResult, P, Type>;

async function* pages(
  registry: BrowseClient,
  path: BrowsePath,
  body: BrowseRequest,
  options: CallOptions | undefined,
): AsyncGenerator<BrowseResult, void, undefined> {
  const sent = new Set<string>();
  // Callers without types can pass no body, which `browse` rejects.
  let cursor = (body as BrowseRequest | undefined)?.params?.cursor;
  for (let request = body, pagesRead = 0; ; pagesRead++) {
    throwIfAborted(options?.signal);
    if (cursor !== undefined) sent.add(cursor);
    const page = await readPage(registry, path, request, options, pagesRead);
    yield page;
    cursor = page.meta.cursor;
    if (page.hits.length === 0 || cursor === undefined || cursor === "" || sent.has(cursor)) return;
    request = { ...body, params: { ...body.params, cursor } };
  }
}

async function readPage(
  registry: BrowseClient,
  path: BrowsePath,
  request: BrowseRequest,
  options: CallOptions | undefined,
  pagesRead: number,
): Promise<BrowseResult> {
  try {
    return await registry.browse(path, request, options);
  } catch (error) {
    const isMissing = isRegistryError(error) && error.name === "ApiError" && error.status === 404;
    if (isMissing && request.params?.cursor !== undefined) throw new BrowseExpiredError(error, pagesRead);
    throw error;
  }
}
