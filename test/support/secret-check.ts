import { collectionTypes } from "../../src/generated/constants.ts";
import type { RequestHolder, Settings } from "../../src/transport/index.ts";
import { printed } from "./printed.ts";

/** Shorter texts stand in messages by chance. */
const shortest = 6;
const shortestKey = 12;
const secrets = new Set<string>();
/** Words of the contract's own, such as `resources`: they stand in paths too. */
const words = new Set<string>(collectionTypes);

/** Parameters of paths that are shown on purpose. A taskId is the registry's own. */
const shown: ReadonlySet<string> = new Set(["sourceKey", "resourceType", "taskId", "purgeId"]);

/** Takes note of what a call must never show: the key, the ids in its path, and every text in its body. */
export function remember({ url, body, call }: RequestHolder, { apiKey }: Settings): void {
  if (typeof apiKey === "string") rememberKey(apiKey);
  const ids = idsOf(call.path, url).flatMap((id) => [id, decodeURIComponent(id)]);
  const texts = [...ids, ...textsOf(body)];
  for (const text of texts) if (text.length >= shortest && !words.has(text)) secrets.add(text);
}

/** The base URL may have a path too, and so they are counted from the end. */
function idsOf(template: string, url: string): string[] {
  const parts = template.split("/").reverse();
  const segments = new URL(url).pathname.split("/").reverse();
  return segments.filter((_, index) => {
    const name = /^\{(.+)\}$/.exec(parts[index] ?? "")?.[1];
    return name !== undefined && !shown.has(name);
  });
}

/** Takes note of a key. Throws for one that could not be found where it shows. */
export function rememberKey(key: string): void {
  if (key.length < shortestKey) throw new Error(`The key ${JSON.stringify(key)} is too short to be looked for.`);
  secrets.add(key);
}

function textsOf(body: unknown): string[] {
  if (typeof body !== "string") return [];
  const texts: string[] = [];
  JSON.parse(body, (_, value: unknown) => {
    if (typeof value === "string") texts.push(value);
    return value;
  });
  return texts;
}

/** Which of the secrets a program would show that prints the value in any way. */
export function leaks(value: unknown): string[] {
  const text = printed(value);
  return [...secrets].filter((secret) => text.includes(secret)).map((secret) => `${secret} shows in ${text}`);
}

export function forgetSecrets(): void {
  secrets.clear();
}
