import { InvalidRequestError } from "../errors/index.ts";

const expected = "Expected an API key of the workspace, as it was issued: set apiKey, or check what it is read from.";
const promised = "it is a promise. Put await before the call that gives it, or give a function that returns it.";

/** The first that fits is told. */
const faults = [
  { pattern: /[\r\n]/, what: "a line break" },
  { pattern: /[\u0000-\u001f\u007f-\u009f]/, what: "a control character" },
  { pattern: /[^\u0000-\u00ff]/, what: "a character that a header can't carry" },
  { pattern: /^ | $/, what: "a space at its beginning or end" },
];

/** An API key, or a function that gives one, which is asked at each attempt. */
export type ApiKey = string | (() => string | Promise<string>);

/**
 * The key, when it can be sent as a header. Throws {@link InvalidRequestError}, which does not contain the key: `fetch`
 * itself would quote a key that it can't send.
 */
export function checkApiKey(key: unknown): string {
  if (typeof key !== "string" || key === "") {
    throw new InvalidRequestError("apiKey", key instanceof Promise ? promised : `${absence(key)}. ${expected}`);
  }
  const fault = faults.find(({ pattern }) => pattern.test(key));
  if (fault === undefined) return key;
  throw new InvalidRequestError("apiKey", `it has ${fault.what}. ${expected}`);
}

function absence(key: unknown): string {
  if (key === undefined || key === null) return "it is missing";
  return typeof key === "string" ? "it is empty" : `it is of type ${typeof key}`;
}
