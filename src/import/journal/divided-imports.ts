import { expected, type Check } from "../../client/option-rules.ts";
import { throwIfInvalid } from "../../errors/registry-error.ts";
import { JournalError } from "./journal-error.ts";
import type { DividedImport } from "./journals.ts";

/** The most partitions of an import: as many as `--shard` accepts. */
const maxPartitions = 999_999;

const checkName: Check = (field, value) =>
  expected(
    field,
    '1 to 100 letters, digits, dots, underscores or hyphens, and not "." or ".."',
    typeof value === "string" && /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/.test(value),
  );

/** Checks a whole number from 1. */
function checkNumber(field: string, value: unknown, max: number) {
  const isValid = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= max;
  return expected(field, `an integer from 1 to ${max}`, isValid);
}

/** Throws {@link InvalidRequestError} when an import has an invalid name or number of partitions. */
export function checkDivided({ name, partitions }: DividedImport): void {
  throwIfInvalid(checkName("name", name), checkNumber("partitions", partitions, maxPartitions));
}

/** Throws {@link InvalidRequestError} when an import has an invalid name. */
export function checkImportName(name: string): void {
  throwIfInvalid(checkName("importName", name));
}

/** Returns a stored import. Throws {@link JournalError} when there is none. */
export function requireStored(stored: DividedImport | undefined, importName: string, place: string): DividedImport {
  if (stored !== undefined) return stored;
  throw new JournalError(
    `There is no import ${importName} in ${place}. Enqueue it first, or check its name and the place of the journals.`,
    "invalid",
  );
}

/** Returns the name of a partition, such as of its file. Throws {@link InvalidRequestError} when the import has no such partition. */
export function partitionName({ name, partitions }: DividedImport, partition: number): string {
  throwIfInvalid(checkNumber("partition", partition, partitions));
  return `${name}.${partition}-of-${partitions}.import`;
}
