import { ownField, type ProfileDefinitions } from "../../profiles/definitions.ts";
import { CommandError } from "../context.ts";

/** The names of the interfaces of a profile. */
export interface ProfileNames {
  readonly data: string;
  /** Undefined if the profile has no contained resources. */
  readonly contained: string | undefined;
}

/** The interface with all profiles. */
export const profilesName = "Profiles";

/** Returns the names of the interfaces of a profile. */
export function profileNames(key: string, profiles: ProfileDefinitions): ProfileNames {
  const name = pascalCase(key);
  const hasContained = Object.keys(ownField(profiles, key)?.contained ?? {}).length > 0;
  return {
    data: name === profilesName ? `${name}Data` : name,
    contained: hasContained ? `${name}Contained` : undefined,
  };
}

/** Returns the names of all interfaces. Throws {@link CommandError} when two profiles would have the same name. */
export function allNames(profiles: ProfileDefinitions): ReadonlySet<string> {
  const keys = new Map<string, string>();
  const conflicts: string[] = [];
  for (const key of Object.keys(profiles)) {
    const { data, contained } = profileNames(key, profiles);
    for (const name of contained === undefined ? [data] : [data, contained]) {
      const other = keys.get(name);
      if (other === undefined) keys.set(name, key);
      else conflicts.push(`${other} and ${key} would both have the TypeScript name ${name}.`);
    }
  }
  if (conflicts.length > 0) throw new CommandError(`${conflicts.join("\n")}\nRename one of the profiles.`, 2);
  return new Set(keys.keys());
}

/** Returns `PaymentMethod` for `payment-method`. A name can't start with a digit. */
function pascalCase(key: string): string {
  const words = key.split(/(?:_|\P{ID_Continue})+/u).filter((word) => word !== "");
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^\p{ID_Start}/u.test(name) ? name : `_${name}`;
}

/** Returns a name for an imported type that no interface has. */
export function importName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? importName(`Clinia${name}`, taken) : name;
}
