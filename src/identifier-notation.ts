import { checkString } from "./client/validate.ts";
import { InvalidRequestError } from "./errors/index.ts";
import type { InputProblem } from "./errors/registry-error.ts";

/** The parts of an identifier in `meta.identifier`. */
export interface IdentifierParts {
  /** The system of the identifier. It may contain colons, as a URN does, but no slash. */
  readonly system: string;
  /** The value, without a colon or slash. */
  readonly value: string;
  /** The purpose, such as `official`, without a colon or slash. */
  readonly use: string;
}

const withoutSlash = /^[^/\\\p{Control}\p{Surrogate}]+$/u;
const withoutColon = /^[^:/\\\p{Control}\p{Surrogate}]+$/u;

/**
 * Returns the notation of an identifier, `{system}:{value}:{use}`. `getRelationship` and `getObject` accept it in place of the id, and so
 * does `getResource`, although no page documents that for the registry. Writes take ids.
 *
 * Throws {@link InvalidRequestError} for a part that is missing or empty, or that contains a slash, a backslash or a control character,
 * and for a colon in `value` or `use`. No page says how to write these characters: a slash would change the path, and a colon would be
 * ambiguous. Read such a record by its id.
 *
 * @example
 * const id = identifierNotation({ system: "hospital", value: "MADE-UP-0003", use: "secondary" });
 * const relationship = await registry.getRelationship({ sourceKey, relationshipType: "treated-by", id });
 *
 * @see https://clinia.readme.io/docs/identifier-notation
 */
export function identifierNotation(identifier: IdentifierParts): string {
  const given = Object(identifier) as Partial<IdentifierParts>;
  const part = (name: keyof IdentifierParts, pattern: RegExp, characters: string): string => {
    const problem: InputProblem | undefined = checkString(given[name], pattern, {
      expected: `a string without a ${characters}, backslash or control character`,
    });
    if (problem !== undefined) throw new InvalidRequestError({ ...problem, field: name });
    return String(given[name]);
  };
  return [
    part("system", withoutSlash, "slash"),
    part("value", withoutColon, "colon, slash"),
    part("use", withoutColon, "colon, slash"),
  ].join(":");
}
