import { formatCount } from "../format.ts";
import type { LargeResults, SizeCost } from "./measure.ts";
import { describe } from "./table.ts";

interface Point {
  readonly operations: number;
  readonly value: number;
}

interface Series {
  readonly name: "writeResources" | "importFiles";
  readonly points: readonly Point[];
}

/** One of the two charts, which have the same horizontal axis. */
interface Chart {
  readonly title: string;
  readonly top: number;
  readonly series: readonly Series[];
}

/** The sizes are in pixels. On a telephone, a page shows the plot at about three quarters of its width. */
const width = 480;
const height = 630;
const left = 76;
const right = 444;
const chartHeight = 190;
/** Space between the ends of the axis and the first and last point. */
const inset = 24;
const maxIntervals = 5;

/** The background is opaque: a page can be dark while the system, which the colours follow, is light. */
const style = `
    svg { font: 15px system-ui, sans-serif; fill: #1b222c; }
    .background { fill: #ffffff; }
    .muted { fill: #55606e; }
    .title { font-weight: 600; }
    .grid { stroke: #d8dee6; }
    path.line { fill: none; stroke-width: 2.5; }
    .writeResources { stroke: #0b5cad; fill: #0b5cad; }
    .importFiles { stroke: #a34800; fill: #a34800; }
    /* A halo, where a label crosses a line. */
    text.writeResources, text.importFiles { stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; }
    @media (prefers-color-scheme: dark) {
      svg { fill: #e4e9f0; }
      .background { fill: #14181f; }
      .muted { fill: #a6b1bf; }
      .grid { stroke: #363f4c; }
      .writeResources { stroke: #7cb8f5; fill: #7cb8f5; }
      .importFiles { stroke: #f0a35e; fill: #f0a35e; }
      text.writeResources, text.importFiles { stroke: #14181f; }
    }
  `;

/** Returns an SVG document with a chart of the operations per second, and one of the peak memory. */
export function renderPlot(results: LargeResults): string {
  const seriesOf = (value: (cost: SizeCost) => number): Series[] =>
    (["writeResources", "importFiles"] as const).map((name) => ({
      name,
      points: results[name].map((cost) => ({ operations: cost.operations, value: value(cost) })),
    }));
  const rates = seriesOf(({ operationsPerSecond }) => operationsPerSecond.median / 1_000);
  const peaks = seriesOf(({ peakBytes }) => peakBytes.max / 1_000_000);
  const sizes = rates.flatMap(({ points }) => points.map(({ operations }) => operations)).toSorted((a, b) => a - b);
  const charts = [
    { title: "Operations per second, in thousands", top: 96, series: rates },
    { title: "Peak memory, in MB", top: 364, series: peaks },
  ];
  const axisTitle = `<text class="muted" x="${(left + right) / 2}" y="610" text-anchor="middle">operations, or records of the imported file</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${describe(results)}</title>`,
    `<style>${style}</style>`,
    `<rect class="background" width="${width}" height="${height}" rx="8"/>`,
    ...legend(),
    ...charts.flatMap((chart) => renderChart(chart, positionsOf(sizes))),
    axisTitle,
    "</svg>\n",
  ].join("\n");
}

function legend(): string[] {
  return (["writeResources", "importFiles"] as const).flatMap((name, index) => {
    const x = left + index * 180;
    const line = `<path class="line ${name}" d="M${x} 28h32"/>`;
    return [line, marker(name, x + 16, 28), `<text x="${x + 42}" y="33">${name}</text>`];
  });
}

/** Returns the horizontal positions of the numbers of operations, which a logarithmic axis shows. */
function positionsOf(sizes: readonly number[]): ReadonlyMap<number, number> {
  const [min, max] = [Math.log(Math.min(...sizes)), Math.log(Math.max(...sizes))];
  const span = right - left - 2 * inset;
  const share = (size: number) => (max === min ? 0.5 : (Math.log(size) - min) / (max - min));
  return new Map(sizes.map((size) => [size, Math.round(left + inset + share(size) * span)]));
}

function renderChart({ title, top, series }: Chart, positions: ReadonlyMap<number, number>): string[] {
  const bottom = top + chartHeight;
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const step = stepOf(Math.max(...values));
  const max = step * Math.ceil(Math.max(...values) / step);
  const yOf = (value: number) => Math.round(bottom - (value / max) * chartHeight);
  const ticks = Array.from({ length: max / step + 1 }, (_, index) => index * step);
  return [
    `<text class="title" x="${left}" y="${top - 24}">${title}</text>`,
    ...ticks.flatMap((tick) => [
      `<path class="grid" d="M${left} ${yOf(tick)}H${right}"/>`,
      `<text class="muted" x="${left - 10}" y="${yOf(tick) + 5}" text-anchor="end">${formatCount(tick)}</text>`,
    ]),
    ...[...positions].map(
      ([size, x]) => `<text class="muted" x="${x}" y="${bottom + 26}" text-anchor="middle">${formatCount(size)}</text>`,
    ),
    ...series.flatMap((each) => renderSeries(each, series, positions, yOf)),
  ];
}

/** Returns the distance of the lines of the grid: 1, 2 or 5 with zeros. */
function stepOf(max: number): number {
  const power = 10 ** Math.floor(Math.log10(max / maxIntervals));
  const factor = [1, 2, 5].find((each) => max / (each * power) <= maxIntervals) ?? 10;
  return factor * power;
}

function renderSeries(
  { name, points }: Series,
  all: readonly Series[],
  positions: ReadonlyMap<number, number>,
  yOf: (value: number) => number,
): string[] {
  const placed = points.map(({ operations, value }) => {
    // The labels of two points above each other do not overlap: that of the higher point is above it, the other below.
    const isLower = all.some(({ points }) =>
      points.some((other) => other.operations === operations && other.value > value),
    );
    return { x: positions.get(operations) ?? 0, y: yOf(value), value, labelOffset: isLower ? 22 : -11 };
  });
  const line = placed.map(({ x, y }) => `${x} ${y}`).join("L");
  return [
    `<path class="line ${name}" d="M${line}"/>`,
    ...placed.flatMap(({ x, y, value, labelOffset }) => [
      marker(name, x, y),
      `<text class="${name}" x="${x}" y="${y + labelOffset}" text-anchor="middle">${formatCount(value)}</text>`,
    ]),
  ];
}

/** A circle or a square: the series also differ without colours. */
function marker(name: Series["name"], x: number, y: number): string {
  return name === "writeResources"
    ? `<circle class="point ${name}" cx="${x}" cy="${y}" r="4"/>`
    : `<rect class="point ${name}" x="${x - 4}" y="${y - 4}" width="8" height="8"/>`;
}
