import { collectionTypes, operationActions } from "../../src/generated/contract.ts";
import { printed } from "./printed.ts";

/** Shorter strings occur in messages by chance. */
const shortest = 6;
const shortestKey = 12;
const secrets = new Set<string>();
const keys = new Set<string>();
/** Words of the contract's own: they occur in paths and in messages too. */
const words = new Set<string>([...collectionTypes, ...operationActions]);

/** Parameters of paths that are shown on purpose. A taskId is the registry's own. */
const shown: ReadonlySet<string> = new Set(["sourceKey", "resourceType", "taskId", "purgeId"]);

/** Remembers the ids among the parameters of a path, also as they are encoded in it. */
export function rememberPath(parameters: unknown): void {
  for (const [name, value] of plainEntries(parameters)) {
    if (typeof value !== "string" || shown.has(name)) continue;
    add(value);
    // Half of a surrogate pair can't be encoded.
    if (!/\p{Surrogate}/u.test(value)) add(encodeURIComponent(value));
  }
}

/** Remembers every string of a body. Getters and `toJSON` are not called: the JSON that is sent is remembered as well. */
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
  if (key.length < shortestKey) return [`The key ${JSON.stringify(key)} is too short to be looked for.`];
  keys.add(key);
  return [];
}

function add(text: string): void {
  if (text.length >= shortest && !words.has(text)) secrets.add(text);
}

/** The own fields of an object that are not getters. */
function plainEntries(object: unknown): [name: string, value: unknown][] {
  if (typeof object !== "object" || object === null) return [];
  return Object.entries(Object.getOwnPropertyDescriptors(object)).map(([name, { value }]) => [name, value]);
}

/** Which of the secrets a program would show that prints the error or event in any way. */
export function leaks(value: object): string[] {
  const text = printed(value);
  const ownText = withoutRegistryIds(text, value);
  const shownKeys = [...keys].filter((key) => text.includes(key));
  const shownSecrets = [...secrets].filter((secret) => ownText.includes(secret));
  return [...shownKeys, ...shownSecrets].map((secret) => `${secret} shows in ${text}`);
}

/** The ids of requests and tasks are the registry's own, whatever they are. */
function withoutRegistryIds(text: string, { taskId }: { readonly taskId?: unknown }): string {
  const properties = text.replace(/\b((?:request|task)Id"?: ?)(["'`])(?:\\.|(?!\2).)*\2/g, "$1");
  if (typeof taskId !== "string" || taskId === "") return properties;
  return properties.replaceAll(`task ${taskId}`, "task").replaceAll(`bulk ${taskId}`, "bulk");
}

export function forgetSecrets(): void {
  secrets.clear();
  keys.clear();
}
