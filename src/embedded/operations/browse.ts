import type { BrowseHit, BrowsePage, BrowseRequest } from "../../generated/client.ts";
import { schemas } from "../../generated/schemas.ts";
import type { SourcePath } from "../../types.ts";
import { readFilter, selectProperties, undocumented } from "../browse/query.ts";
import type { OperationHandler } from "./handler.ts";

const { default: defaultPerPage } = schemas.components.schemas.BrowseParams.properties.perPage;

/** Browses stored resources, in order of creation within a collection, and collection by collection. */
export const browse: OperationHandler = (request, { resources, relationships, objects, browses }) => {
  const { sourceKey } = request.path as SourcePath;
  const { collectionKeys, params = {} } = request.body as BrowseRequest;
  const { cursor, filter = {}, sort, properties, perPage = defaultPerPage } = params;
  if (sort !== undefined) throw undocumented("params.sort");
  const matches = readFilter(filter);
  const query = { sourceKey, collectionKeys, filter };
  if (cursor === undefined && collectionKeys.some((type) => relationships.list({ sourceKey, type }).length > 0)) {
    throw undocumented("a hit of a relationship");
  }
  if (cursor === undefined && collectionKeys.some((type) => objects.list({ sourceKey, type }).length > 0)) {
    throw undocumented("a hit of an object");
  }
  const find = () =>
    collectionKeys.flatMap((type) => resources.list({ sourceKey, type }).filter((resource) => matches(type, resource)));
  const slice = cursor === undefined ? browses.start(query, find(), perPage) : browses.continue(query, cursor, perPage);
  const hits = slice.resources.map((resource): BrowseHit => ({
    hitType: "RESOURCE",
    resource: selectProperties(resource, properties),
  }));
  const body: BrowsePage = {
    hits,
    meta: { ...(slice.cursor !== undefined && { cursor: slice.cursor }), total: slice.total },
  };
  return { status: 200, body };
};
