export type JsonObject = Record<string, unknown>;

/** Whether a value is what JSON calls an object: not null, and not an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Parses JSON; returns undefined for anything else. The platform's own error would quote the string. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Free-form objects, and the free-form `body` of an operation, where null is a value. */
const freeFormFields: ReadonlySet<string> = new Set(["data", "additionalContext", "body"]);

/** Parses a response, and removes nulls: the registry may respond with null for an absent value. */
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
    if (Array.isArray(value)) {
      const items = value.filter((item: unknown) => item !== null);
      value.length = 0;
      for (const item of items) {
        value.push(item);
        unread.push(item);
      }
    } else if (isJsonObject(value)) {
      for (const [field, child] of Object.entries(value)) {
        if (child === null) Reflect.deleteProperty(value, field);
        else if (!freeFormFields.has(field) || (Array.isArray(child) && field !== "body")) unread.push(child);
      }
    }
  }
}

/** One byte per character: encoding such a string just for its length takes several times longer. */
const ascii = /^[\0-\x7f]*$/;

/** The length of a string in UTF-8. */
export function utf8Bytes(text: string): number {
  return ascii.test(text) ? text.length : new TextEncoder().encode(text).byteLength;
}
