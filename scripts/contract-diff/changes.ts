import { unescapeKey, type Pointer } from "../contract/document.ts";
import type { NamedContract } from "./base.ts";
import { freeFormChanges } from "./free-form-changes.ts";
import { extensionImpact, impactOf, impacts, type Impact } from "./impact.ts";
import { redoclyChanges, type RedoclyChange } from "./redocly-report.ts";

/** One change of the contract. */
export interface ContractChange {
  readonly impact: Impact;
  /** File and line, in the revised contract, or in the base contract for a removal. */
  readonly place: string;
  /** One sentence. */
  readonly message: string;
}

/**
 * Returns the changes from `base` to `revised` except that of `info.version`, with the highest impact first. Throws `ContractError`
 * when the contracts can't be compared.
 */
export async function contractChanges(base: NamedContract, revised: NamedContract): Promise<ContractChange[]> {
  const reported = (await redoclyChanges(base, revised))
    .map((change) => ({ change, ...locate(change, base, revised) }))
    .filter(({ pointer }) => pointer.join(".") !== "info.version")
    .map(({ change, pointer, place }) => ({
      impact: impactOf(change, pointer, revised.document),
      place,
      message: messageOf(change, pointer),
    }));
  const freeForm = freeFormChanges(base.document.get([]), revised.document.get([])).map(
    ({ pointer, before, after }) => ({
      impact: freeFormImpact(pointer, before, after),
      place: `${revised.name}:${revised.document.line(pointer)}`,
      message: `${pointer.join(".")} was changed.`,
    }),
  );
  return impacts.flatMap((impact) => [...reported, ...freeForm].filter((change) => change.impact === impact));
}

/** Free-form values are extensions and the values of examples. */
function freeFormImpact(pointer: Pointer, before: unknown, after: unknown): Impact {
  return String(pointer.at(-1)).startsWith("x-") ? extensionImpact(pointer, before, after) : "documentation";
}

/** The highest impact of the changes; undefined if there are none. */
export function highestImpact(changes: readonly ContractChange[]): Impact | undefined {
  return impacts.find((impact) => changes.some((change) => change.impact === impact));
}

function locate({ base: before, revision: after }: RedoclyChange, base: NamedContract, revised: NamedContract) {
  const [contract, at] = after === undefined || !("value" in after) ? [base, before] : [revised, after];
  const keys = (at?.pointer ?? "#/").replace(/^#\//, "").split("/");
  return { pointer: keys.map(unescapeKey), place: `${contract.name}:${at?.line ?? 1}` };
}

function messageOf({ verdicts, property, kind, base, revision }: RedoclyChange, pointer: Pointer): string {
  if (verdicts.length > 0) return verdicts.map(({ message }) => message.replaceAll(/\s+/g, " ")).join(" ");
  const name = pointer.join(".");
  if (property === "key") return `${name} was renamed from ${String(base?.value)}.`;
  if (property === undefined) return `${name} was ${kind === "modified" ? "changed" : kind}.`;
  if (base !== undefined && !("value" in base)) return `${name} was added.`;
  return `${name} was ${revision !== undefined && !("value" in revision) ? "removed" : "changed"}.`;
}
