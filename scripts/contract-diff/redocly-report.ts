import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ContractError } from "../contract/problem.ts";
import { redocly } from "../redocly.ts";
import type { NamedContract } from "./base.ts";

/** One change, as `redocly diff` reports it. */
export interface RedoclyChange {
  readonly typeName: string;
  readonly kind: "added" | "removed" | "modified";
  /** `major` if a rule rates it so, `minor` for other additions, `patch` for the rest. */
  readonly impact: "major" | "minor" | "patch";
  readonly verdicts: readonly { readonly ruleId: string; readonly message: string }[];
  /** The keyword of a modified node; `key` if the node was renamed. */
  readonly property?: string;
  readonly base?: RedoclyPlace;
  readonly revision?: RedoclyPlace;
}

interface RedoclyPlace {
  /** A JSON pointer into the contract, as a fragment: `#/info/version`. */
  readonly pointer: string;
  readonly line: number;
  /** Absent if the keyword does not exist on this side. */
  readonly value?: unknown;
}

/** Returns the changes that `redocly diff` reports. Throws {@link ContractError} when it can't compare the contracts. */
export async function redoclyChanges(base: NamedContract, revised: NamedContract): Promise<readonly RedoclyChange[]> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-diff-"));
  try {
    const files = [join(folder, "base.yaml"), join(folder, "revised.yaml")] as const;
    await Promise.all([writeFile(files[0], base.document.text), writeFile(files[1], revised.document.text)]);
    const run = await redocly(["diff", ...files, "--format=json", "--fail-on=none", "--lint-config=error"]);
    const report = run.failed ? undefined : parseReport(run.stdout);
    if (report !== undefined) return report.changes;
    const message = `The contract could not be compared with ${base.name}. ${run.stderr}`;
    throw new ContractError([{ file: revised.name, line: 1, column: 1, rule: "diff", message }]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function parseReport(stdout: string): { changes: readonly RedoclyChange[] } | undefined {
  try {
    return JSON.parse(stdout) as { changes: readonly RedoclyChange[] };
  } catch {
    return undefined;
  }
}
