/** Returns the path of the resources of a type, relative to the base URL. */
export function resourcePath({ sourceKey, resourceType }) {
  return `sources/${encodeURIComponent(sourceKey)}/v1/resources/${encodeURIComponent(resourceType)}`;
}
