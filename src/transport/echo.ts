import type { Call } from "./call.ts";
import { pathSecrets } from "./path-secrets.ts";

/**
 * Whether a text of an answer repeats what the request said: the key, an id of the path, something of the body. A server or a
 * proxy that does so is not to bring them into a log.
 */
function isEcho(text: string, { sent, path }: Call): boolean {
  if (sent === undefined) return false;
  const { url, key, body } = sent;
  const folded = text.toLowerCase();
  const secrets = [...(key === undefined ? [] : [key]), ...pathSecrets(path, url)];
  if (secrets.some((secret) => folded.includes(secret.toLowerCase()))) return true;
  return typeof body === "string" && body.toLowerCase().includes(folded);
}

/** A text that is not an echo, and otherwise undefined. */
export function notEcho(text: string | undefined, call: Call): string | undefined {
  return text === undefined || isEcho(text, call) ? undefined : text;
}

const words = /[\p{L}\p{N}_-]{3,}/gu;

/** A text without the words of the request. */
export function withoutEchoes(text: string, call: Call): string {
  return text.replace(words, (word) => (isEcho(word, call) ? "…" : word));
}
