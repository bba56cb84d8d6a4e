import { InvalidArgumentError } from "commander";

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** Parses a duration such as `90s`, `10m` or `1h`. Returns milliseconds. */
export function parseDuration(text: string): number {
  const [, number = "", unit] = /^(\d+(?:\.\d+)?)([a-z]*)$/.exec(text) ?? [];
  if (unit === "") throw new InvalidArgumentError(`It has no unit. Write ${number}s, ${number}m or ${number}h.`);
  const ms = unit === "s" || unit === "m" || unit === "h" ? Number(number) * unitMs[unit] : NaN;
  if (!(ms > 0)) throw new InvalidArgumentError("Expected a duration such as 90s, 10m or 1h.");
  return ms;
}

/** Parses a number of at least 1. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError("Expected a whole number of at least 1.");
  return Number(text);
}

/** Parses a number of records, or a share of them such as `1%`. */
export function parseRejectLimit(text: string): number | `${number}%` {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const percent = /^\d+(?:\.\d+)?%$/.test(text) ? Number(text.slice(0, -1)) : NaN;
  if (!(percent <= 100)) throw new InvalidArgumentError("Expected a number such as 1000, or a share such as 1%.");
  return `${percent}%`;
}

/** Parses a part of an import, such as `2/8`. */
export function parseShard(text: string): `${number}/${number}` {
  const [, part, parts] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text) ?? [];
  if (!(Number(part) <= Number(parts))) {
    throw new InvalidArgumentError("Expected the number of the part and of all parts, such as 2/8.");
  }
  return `${Number(part)}/${Number(parts)}`;
}

/** Parses the names of fields, separated by commas. */
export function parseFields(text: string): string[] {
  const fields = text.split(",").map((field) => field.trim());
  if (fields.includes("")) throw new InvalidArgumentError("Expected names of fields, such as clinic,number.");
  return fields;
}

/** Parses the separator of fields: one character, or `tab`. */
export function parseDelimiter(text: string): string {
  if (text === "tab" || text === "\\t") return "\t";
  if (!/^.$/u.test(text)) throw new InvalidArgumentError('Expected one character, such as ";", or tab.');
  return text;
}
