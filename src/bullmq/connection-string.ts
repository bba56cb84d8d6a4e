import { ImportInputError } from "../import/index.ts";

/**
 * Throws {@link ImportInputError} when a connection string can't be parsed: no later attempt would succeed, and the errors of the drivers have
 * the whole string. Strings without `://`, such as the path of a socket, are not checked.
 *
 * @param name The string as it is printed.
 */
export function checkConnectionString(text: string, name: string): void {
  if (!text.includes("://") || isParsable(text)) return;
  throw new ImportInputError(
    `${name} is not a valid URL. Percent-encode the special characters of its user and its password, such as # as %23.`,
  );
}

function isParsable(text: string): boolean {
  // PostgreSQL allows a user without a host.
  const url = text.replace("@/", "@localhost/");
  if (!URL.canParse(url)) return false;
  const { protocol, username, password, hash } = new URL(url);
  // It would start in the password.
  if (hash !== "") return false;
  // The driver of PostgreSQL takes a percent sign as it is.
  return protocol.startsWith("postgres") || [username, password].every(isDecodable);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
