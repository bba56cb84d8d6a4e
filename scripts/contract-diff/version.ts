import type { NamedContract } from "./base.ts";
import { highestImpact, type ContractChange } from "./changes.ts";

type Version = readonly [major: number, minor: number, patch: number];

/** The check of `info.version`. */
export interface VersionCheck {
  readonly before: string;
  readonly after: string;
  /** The lowest version that the changes allow. */
  readonly needed: string;
  readonly isSufficient: boolean;
}

/** Returns `info.version`. Throws `ContractError` when it is not three numbers. */
export function contractVersion({ document }: NamedContract): string {
  const pointer = ["info", "version"];
  const version = document.get(pointer);
  if (typeof version === "string" && /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/.test(version)) return version;
  throw document.problem(pointer, "version", `is ${String(version)}. It must be three numbers, such as 1.2.0.`);
}

/**
 * Checks a version by Semantic Versioning. From 1.0.0 on, a breaking change needs a new major version, an additive one a new minor
 * version, and a change of the documentation a new patch version. Before 1.0.0, a breaking change needs a new minor version, and any
 * other change a new patch version: `^0.1.0` accepts 0.1.1, but not 0.2.0. Without changes the version may stay. It must never be
 * lowered.
 *
 * @see https://semver.org/#spec-item-4
 */
export function checkVersion(before: string, after: string, changes: readonly ContractChange[]): VersionCheck {
  const needed = neededAfter(parse(before), highestImpact(changes));
  return { before, after, needed: needed.join("."), isSufficient: !isLower(parse(after), needed) };
}

function neededAfter(version: Version, impact: ReturnType<typeof highestImpact>): Version {
  const [major, minor, patch] = version;
  if (impact === undefined) return version;
  if (major > 0 && impact === "breaking") return [major + 1, 0, 0];
  if (impact === "breaking" || (major > 0 && impact === "additive")) return [major, minor + 1, 0];
  return [major, minor, patch + 1];
}

function isLower(version: Version, than: Version): boolean {
  const at = version.findIndex((part, index) => part !== than[index]);
  return at >= 0 && Number(version[at]) < Number(than[at]);
}

function parse(version: string): Version {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return [major, minor, patch];
}
