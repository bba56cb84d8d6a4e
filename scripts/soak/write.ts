import { isRegistryError, newResourceId, type AnyRegistryError, type RegistryClient } from "../../src/index.ts";

const path = { sourceKey: "soak", resourceType: "patient" };

/** Writes one resource as the README tells to, until it is written. Gives its id, and every error on the way. */
export type Write = (registry: RegistryClient, number: number) => Promise<{ id: string; errors: AnyRegistryError[] }>;

/** An upsert can be sent again whatever its outcome was. */
export const upsert: Write = async (registry, number) => {
  const id = newResourceId();
  return untilDone(id, () => registry.upsertResource({ ...path, id }, { data: { number } }));
};

/** A create with an id that nobody else has: after an unknown outcome, ALREADY_EXISTS means that it landed. */
export const create: Write = async (registry, number) => {
  const id = newResourceId();
  return untilDone(id, () => registry.createResource(path, { id, data: { number } }));
};

async function untilDone(id: string, send: () => Promise<unknown>) {
  const errors: AnyRegistryError[] = [];
  for (;;) {
    try {
      await send();
      return { id, errors };
    } catch (error) {
      if (!isRegistryError(error)) throw error;
      const hasLanded = error.name === "ApiError" && error.type === "ALREADY_EXISTS";
      if (hasLanded && errors.some(({ outcome }) => outcome === "unknown")) return { id, errors };
      if (hasLanded) throw error;
      errors.push(error);
    }
  }
}
