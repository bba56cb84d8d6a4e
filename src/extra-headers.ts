import { InvalidRequestError } from "./errors/index.ts";

/** Headers to send besides the client's own: an object, pairs, or a platform's `Headers`. */
export type ExtraHeaders = Headers | Readonly<Record<string, string>> | readonly (readonly [string, string])[];

/** Headers by their names, as `Headers` writes these. */
export type HeadersByName = Readonly<Record<string, string>>;

/** Headers, checked. Throws {@link InvalidRequestError} without the platform's words, which quote them. */
export function checkedHeaders(headers: ExtraHeaders | undefined): HeadersByName | undefined {
  if (headers === undefined) return undefined;
  try {
    return Object.fromEntries(new Headers(headers as ConstructorParameters<typeof Headers>[0]));
  } catch {
    throw new InvalidRequestError(
      "headers",
      "one of them can't be sent. Expected names of letters, digits and hyphens, and values without line breaks or " +
        "characters that a header can't carry.",
    );
  }
}
