import { isRegistryError, newResourceId, type AnyRegistryError, type RegistryClient } from "../../src/index.ts";

const path = { sourceKey: "soak", resourceType: "patient" };

/** Retries a write as the documentation advises, until it succeeds. Resolves with the id, and the errors of the failed attempts. */
export type Write = (registry: RegistryClient, number: number) => Promise<{ id: string; errors: AnyRegistryError[] }>;

/** An upsert may be retried after any outcome. */
export const upsert: Write = async (registry, number) => {
  const id = newResourceId();
  return retryUntilWritten(id, () => registry.upsertResource({ ...path, id }, { data: { number } }));
};

/** A create with a new id: after an unknown outcome, `ALREADY_EXISTS` means that an earlier attempt was applied. */
export const create: Write = async (registry, number) => {
  const id = newResourceId();
  return retryUntilWritten(id, () => registry.createResource(path, { id, data: { number } }));
};

async function retryUntilWritten(id: string, send: () => Promise<unknown>) {
  const errors: AnyRegistryError[] = [];
  for (;;) {
    try {
      await send();
      return { id, errors };
    } catch (error) {
      if (!isRegistryError(error)) throw error;
      const alreadyExists = error.name === "ApiError" && error.type === "ALREADY_EXISTS";
      if (alreadyExists && errors.some(({ outcome }) => outcome === "unknown")) return { id, errors };
      if (alreadyExists) throw error;
      errors.push(error);
    }
  }
}
