export type JsonObject = Record<string, unknown>;

/** Whether a value is what JSON calls an object: not null, and not an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value that a text is the JSON of, or undefined. The platform's own error would quote the text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Free-form objects, where null is a value. */
const freeFormFields: ReadonlySet<string> = new Set(["data", "additionalContext"]);

/** Parses a response and removes what is null: the registry may respond with null for an absent value. */
export function parseResponse(text: string): unknown {
  const json = parseJson(text);
  if (text.includes("null")) removeNulls(json);
  return json;
}

/** Without recursion: a response can be nested deeper than the stack. */
function removeNulls(json: unknown): void {
  const unread = [json];
  while (unread.length > 0) {
    const value = unread.pop();
    if (!isJsonObject(value)) continue;
    for (const [field, child] of Object.entries(value)) {
      if (child === null) Reflect.deleteProperty(value, field);
      else if (Array.isArray(child)) {
        const items = child.filter((item: unknown) => item !== null);
        value[field] = items;
        for (const item of items) unread.push(item);
      } else if (!freeFormFields.has(field)) unread.push(child);
    }
  }
}

const encoder = new TextEncoder();
/** One byte a character: encoding it would only tell how long it is, at several times the cost. */
const ascii = /^[\0-\x7f]*$/;
const mostBytesPerUnit = 3;

/** How many bytes a text is at most in UTF-8. */
export function mostUtf8Bytes(text: string): number {
  return text.length * mostBytesPerUnit;
}

/** How many bytes a text is in UTF-8; where that is surely not over `limit`, any number up to it. */
export function utf8Bytes(text: string, limit = 0): number {
  const most = mostUtf8Bytes(text);
  if (most <= limit) return most;
  return ascii.test(text) ? text.length : encoder.encode(text).byteLength;
}
