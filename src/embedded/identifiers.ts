import type { Meta } from "../generated/client.ts";
import { ErrorResponse } from "./error-response.ts";
import type { CollectionRef, Store } from "./store.ts";

/** A stored record, which may have identifiers. */
interface Identified {
  readonly id: string;
  readonly meta?: Meta;
}

/**
 * Returns the record with an id, or with an identifier as `{system}:{value}:{use}`; undefined if there is none. Throws an
 * {@link ErrorResponse} when several records have the identifier.
 *
 * @see https://clinia.readme.io/docs/identifier-notation
 */
export function findRecord<Item extends Identified>(
  store: Store<Item>,
  collection: CollectionRef,
  reference: string,
): Item | undefined {
  const byId = store.get(collection, reference);
  if (byId !== undefined || !reference.includes(":")) return byId;
  const [found, another] = store.filter(collection, ({ meta }) => hasIdentifier(meta, reference));
  if (another === undefined) return found;
  const message = "Several records have this identifier. No page of Clinia's documentation says which one is returned.";
  throw new ErrorResponse(501, "UNIMPLEMENTED", message);
}

function hasIdentifier(meta: Meta | undefined, reference: string): boolean {
  const { identifier = [] } = { ...meta };
  return identifier.some(({ system, value, use }) => {
    const parts = [system, value, use];
    return !parts.includes(undefined) && parts.join(":") === reference;
  });
}
