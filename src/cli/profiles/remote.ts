import { ApiError, type Profile } from "../../index.ts";
import { isJsonObject, type JsonObject } from "../../json.ts";
import { CommandError } from "../context.ts";
import type { Connection } from "../options.ts";

/** The pattern of the keys of profiles, which is also a safe file name. */
const keyPattern = /^[a-zA-Z0-9-][\w-]{0,61}$/;

/** Throws {@link CommandError} for a key that can't be that of a profile. */
export function checkKeys(keys: readonly string[]): void {
  if (keys.every((key) => keyPattern.test(key))) return;
  throw new CommandError(
    "--type must be the key of a profile: 1 to 62 letters, digits, - or _, and no _ at the start.",
    2,
  );
}

/** Reads the profile of a collection in the form of its file; undefined if there is none. Throws {@link CommandError} if it does not store resources. */
export async function readStored(
  { registry, sourceKey }: Connection,
  key: string,
  signal: AbortSignal | undefined,
): Promise<JsonObject | undefined> {
  try {
    const { type, profile } = await registry.getCollection({ sourceKey, collectionKey: key }, { signal });
    if (type !== "resources" || profile === undefined) {
      throw new CommandError(`${key} is not a collection of resources. It has no profile.`, 1);
    }
    return fileForm(profile);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

/** Returns the fields of a profile's file, in their order. The key is the name of the file. */
function fileForm(profile: Profile): JsonObject {
  const fields = Object.entries({
    type: undefined,
    description: undefined,
    properties: {},
    contained: undefined,
    ...profile,
  });
  const kept = fields.filter(([name, value]) => name !== "key" && value !== undefined);
  return Object.fromEntries([["type", "ROOT"], ...kept]);
}

/** Returns the text of a profile's file. */
export function profileText(profile: JsonObject): string {
  return `${JSON.stringify(profile, null, 2)}\n`;
}

/** Returns a value with the fields in the order of `model`, and further fields last: the registry may return another order. */
export function orderedLike<Value>(value: Value, model: unknown): Value {
  return ordered(value, model) as Value;
}

function ordered(value: unknown, model: unknown): unknown {
  if (Array.isArray(value)) {
    const models: readonly unknown[] = Array.isArray(model) ? model : [];
    return value.map((item, index) => ordered(item, models[index]));
  }
  if (!isJsonObject(value) || !isJsonObject(model)) return value;
  const keys = new Set([...Object.keys(model).filter((key) => Object.hasOwn(value, key)), ...Object.keys(value)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, ordered(value[key], Object.hasOwn(model, key) ? model[key] : undefined)]),
  );
}
