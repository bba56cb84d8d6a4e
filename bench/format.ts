import { toPrecision, type Summary } from "./statistics.ts";

/** Shows one digit more than the targets, so that a narrowly missed goal does not look reached. */
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

export function formatWithRange({ median, min, max }: Summary): string {
  return `${formatCount(median)} (${formatCount(min)}–${formatCount(max)})`;
}

/** Returns a table in Markdown. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = header.map(() => "---");
  return [header, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
