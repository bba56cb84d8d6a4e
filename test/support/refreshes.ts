import { expect } from "vitest";
import type { ImportOptions } from "../../src/import/index.ts";
import { upsertOperation, type RegistryClient } from "../../src/index.ts";
import { writeResources } from "./client.ts";
import { importing, patients, source, type Importing } from "./imports.ts";

export const remove: ImportOptions = { fullRefresh: "delete" };
const lastYear = new Date("2025-06-01T00:00:00Z");

export interface Setup {
  /** The resources that were stored long ago, as types and ids. */
  readonly stored: readonly (readonly [type: string, id: string])[];
  readonly lines: readonly unknown[];
}

/** A file, and a registry with older resources. */
export async function refreshing({ stored, lines }: Setup): Promise<Importing & { ids: (type?: string) => string[] }> {
  let now: Date | undefined = lastYear;
  const all = await importing(lines, { now: () => now ?? new Date(), unknownFields: "allow" });
  await store(all.registry, stored);
  now = undefined;
  const ids = (type = "patient") => all.embedded.resources({ ...source, resourceType: type }).map(({ id }) => id);
  return { ...all, ids };
}

/** Stores resources without data. */
export async function store(registry: RegistryClient, resources: Setup["stored"], path = source): Promise<void> {
  const operations = resources.map(([type, id]) => upsertOperation(type, id, {}));
  for await (const outcome of writeResources(registry, path, operations, { deadlineMs: 10_000 }))
    expect(outcome).toMatchObject({ ok: true });
}

export const stored = (count: number, type = "patient") =>
  patients(count).map(({ id }): readonly [string, string] => [type, id]);

/** 40 patients. The extract no longer has two of them. */
export const twoGone: Setup = { stored: stored(40), lines: patients(38) };
