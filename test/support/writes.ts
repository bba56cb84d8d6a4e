import type { ResourceOperation, WriteOutcome } from "../../src/index.ts";

const type = "patient";

export const create = (id?: string, data: object = {}): ResourceOperation => ({
  action: "CREATE",
  create: { type, data: { ...data }, ...(id === undefined ? {} : { id }) },
});
export const upsert = (id: string, data: object = {}): ResourceOperation => ({
  action: "UPSERT",
  upsert: { type, id, data: { ...data } },
});
export const remove = (id: string): ResourceOperation => ({ action: "DELETE", delete: { type, id } });

/** Returns upserts of `count` resources. */
export function upserts(count: number, first = 0): ResourceOperation[] {
  return Array.from({ length: count }, (_, index) => upsert(`patient-${first + index}`));
}

export async function collected<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Returns the outcomes in the order of the operations, each as "ok", or the error's name, type and outcome. */
export function summarize(outcomes: readonly WriteOutcome[]): string[] {
  const sorted = outcomes.toSorted((a, b) => a.index - b.index);
  return sorted.map((outcome) => {
    if (outcome.ok) return "ok";
    const { error } = outcome;
    const type = "type" in error && error.type !== undefined ? ` ${error.type}` : "";
    return `${error.name}${type} ${error.outcome}`;
  });
}
