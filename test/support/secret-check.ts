import { schemas } from "../../src/generated/schemas.ts";
import { printed } from "./printed.ts";

/** Shorter strings can occur in messages by chance. */
const shortest = 6;
const shortestKey = 12;
const secrets = new Set<string>();
const keys = new Set<string>();
/** The fixed values of requests, which occur in paths and messages too. */
const words = new Set(enumsIn(schemas));

/** Path parameters that may be shown. */
const shown: ReadonlySet<string> = new Set([
  "sourceKey",
  "resourceType",
  "relationshipType",
  "taskId",
  "bulkId",
  "purgeId",
]);

function enumsIn(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  const own = "enum" in node && Array.isArray(node.enum) ? node.enum.map(String) : [];
  return [...own, ...Object.values(node).flatMap(enumsIn)];
}

/** Remembers the ids of a path, and their encoded forms. */
export function rememberPath(parameters: unknown): void {
  for (const [name, value] of plainEntries(parameters)) {
    if (typeof value !== "string" || shown.has(name)) continue;
    add(value);
    // Half of a surrogate pair can't be encoded.
    if (!/\p{Surrogate}/u.test(value)) add(encodeURIComponent(value));
  }
}

/** Remembers every string of a body. Does not call getters and `toJSON`, because the JSON that is sent is remembered as well. */
export function rememberTexts(body: unknown): void {
  const seen = new Set<unknown>();
  const left = [body];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === "string") add(value);
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const [, part] of plainEntries(value)) left.push(part);
  }
}

/** Remembers every string of a body that is sent, if it is JSON. */
export function rememberText(json: string | undefined): void {
  if (json === undefined) return;
  try {
    rememberTexts(JSON.parse(json));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
}

/** Remembers an API key. Returns the problem of a key that is too short to be found in a message. */
export function rememberKey(key: string): string[] {
  if (key.length < shortestKey) return [`The key ${JSON.stringify(key)} is too short to be searched for.`];
  keys.add(key);
  return [];
}

function add(text: string): void {
  if (text.length >= shortest && !words.has(text)) secrets.add(text);
}

/** Returns the own fields of an object that are not getters. */
function plainEntries(object: unknown): [name: string, value: unknown][] {
  if (typeof object !== "object" || object === null) return [];
  return Object.entries(Object.getOwnPropertyDescriptors(object)).map(([name, { value }]) => [name, value]);
}

/** Returns the secrets that a program could show by printing the error or event. */
export function leaks(value: object): string[] {
  const text = printed(value);
  const ownText = withoutRegistryIds(text, value);
  const shownKeys = [...keys].filter((key) => text.includes(key));
  const shownSecrets = [...secrets].filter((secret) => ownText.includes(secret));
  return [...shownKeys, ...shownSecrets].map((secret) => `${secret} shows in ${text}`);
}

/** Removes the ids of requests and tasks, which come from the registry and may be shown. */
function withoutRegistryIds(text: string, { taskId }: { readonly taskId?: unknown }): string {
  const properties = text.replace(/\b((?:request|task)Id"?: ?)(["'`])(?:\\.|(?!\2).)*\2/g, "$1");
  if (typeof taskId !== "string" || taskId === "") return properties;
  return properties.replaceAll(`task ${taskId}`, "task").replaceAll(`bulk ${taskId}`, "bulk");
}

export function forgetSecrets(): void {
  secrets.clear();
  keys.clear();
}
