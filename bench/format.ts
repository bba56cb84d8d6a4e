import { toPrecision, type Summary } from "./statistics.ts";

/** Returns a ratio with the three digits that goals show. */
export function formatRatio(value: number): string {
  return value.toFixed(3);
}

export function formatCount(value: number): string {
  return Math.round(value).toLocaleString("en");
}

export function formatSeconds(seconds: number): string {
  return `${seconds.toFixed(2)} s`;
}

export function formatMegabytes(bytes: number): string {
  return `${toPrecision(Math.round(bytes / 1_000_000))} MB`;
}

/** Returns the median, and the range in parentheses. */
export function formatWithRange({ median, min, max }: Summary, format = formatCount): string {
  return `${format(median)} (${format(min)}–${format(max)})`;
}

/** Returns a ratio with the two digits that tables show. */
export function formatShortRatio(value: number): string {
  return value.toFixed(2);
}

/** Returns a table in Markdown. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = header.map(() => "---");
  return [header, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
