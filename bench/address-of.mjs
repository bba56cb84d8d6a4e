/** The address of the resources of a type, behind the base URL. */
export function addressOf({ sourceKey, resourceType }) {
  return `sources/${encodeURIComponent(sourceKey)}/v1/resources/${encodeURIComponent(resourceType)}`;
}
