import { throwIfInvalid, type InputProblem } from "../errors/registry-error.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { CheckedResource, ProfileProblem, ResourceCheck, SchemaIssue, StandardSchema } from "../resource-check.ts";
import { printableKey } from "./json-check.ts";
import { expected } from "./option-rules.ts";
import type { ProfileOptions } from "./options.ts";

/** Returns the check of the option `profiles`, with the other options as its defaults. Throws {@link InvalidRequestError}. */
export function toResourceCheck({
  profiles,
  unknownFields = "refuse",
  otherTypes = "refuse",
}: Partial<ProfileOptions<unknown>>): ResourceCheck | undefined {
  throwIfInvalid(checkChoice("unknownFields", unknownFields), checkChoice("otherTypes", otherTypes));
  if (profiles === undefined) return undefined;
  // Only the options of checks are passed: the others contain the API key.
  const defaults = { unknownFields, otherTypes };
  if (isResourceCheck(profiles)) {
    return { check: (type, resource, own) => profiles.check(type, resource, { ...defaults, ...own }) };
  }
  const areSchemas = isJsonObject(profiles) && Object.values(profiles).every(isSchema);
  throwIfInvalid(expected("profiles", "profiles, or a schema for each type", areSchemas));
  const schemas = new Map(Object.entries(profiles as Readonly<Record<string, StandardSchema>>));
  return { check: (type, resource) => checkData(schemas.get(type), resource) };
}

function checkChoice(name: string, value: string): InputProblem | undefined {
  return expected(name, '"refuse" or "allow"', value === "refuse" || value === "allow");
}

/** A schema for a type with the key `check` can be a function too. */
function isResourceCheck(profiles: unknown): profiles is ResourceCheck {
  return isJsonObject(profiles) && typeof profiles.check === "function" && !isSchema(profiles.check);
}

function isSchema(value: unknown): boolean {
  return typeof (value as Partial<StandardSchema> | null)?.["~standard"]?.validate === "function";
}

/** Only the path of an issue is used: its message may quote the value, and so may an error. */
function checkData(schema: StandardSchema | undefined, { data }: CheckedResource): readonly ProfileProblem[] {
  let reason = "its schema throws an error";
  try {
    const result = schema?.["~standard"].validate(data) ?? {};
    if (!("then" in result)) return Array.from(result.issues ?? [], problemOf);
    Promise.resolve(result).catch(() => undefined);
    reason = "its schema is asynchronous";
  } catch {
    // The reason says it.
  }
  return [{ path: "data", message: `can't be checked: ${reason}` }];
}

function problemOf({ path }: SchemaIssue): ProfileProblem {
  const keys = Array.from(path ?? [], (segment) =>
    String((Object(segment) as { readonly key?: unknown }).key ?? segment),
  );
  const printable = keys.map((key) => (printableKey.test(key) ? key : "*"));
  return { path: ["data", ...printable].join("."), message: "does not match its schema" };
}

/** Returns a check of the resources in a body. `resourceType`: the type of a resource whose type is in the path, whatever its body says. */
export function checkerOf(
  profiles: Pick<ResourceCheck, "check">,
  resourceType?: unknown,
): (resource: JsonObject) => InputProblem | undefined {
  return (resource) => {
    const [problem] = profiles.check(String(resourceType ?? resource.type), resource);
    if (problem === undefined) return undefined;
    const field = problem.path === "type" && resourceType !== undefined ? "resourceType" : problem.path;
    return { field, reason: `it ${problem.message}.` };
  };
}
