import { expect, test } from "vitest";
import type { LargeResults } from "../../bench/large/measure.ts";
import { renderPlot } from "../../bench/large/plot.ts";
import { measured, sizeCost } from "./fixture.ts";

const svg = renderPlot(measured.large);

function textsOf(plot: string, className: string): string[] {
  const pattern = new RegExp(`<text class="${className}"[^>]*>([^<]*)</text>`, "g");
  return [...plot.matchAll(pattern)].map(([, text = ""]) => text);
}

test("the plot labels its axes with units, and each point with its value", () => {
  expect(textsOf(svg, "title")).toStrictEqual(["Operations per second, in thousands", "Peak memory, in MB"]);
  expect(textsOf(svg, "muted")).toStrictEqual([
    ...["0", "50", "100", "150", "10,000", "1,000,000", "10,000,000"],
    ...["0", "50", "100", "150", "200", "250", "10,000", "1,000,000", "10,000,000"],
    "operations, or records of the imported file",
  ]);
  expect(textsOf(svg, "writeResources")).toStrictEqual(["50", "130", "120", "190"]);
  expect(textsOf(svg, "importFiles")).toStrictEqual(["20", "60", "61", "140", "249", "249"]);
});

test("the plot has an alternative text with its first and last values", () => {
  const [, title] = /<title>(.*)<\/title>/.exec(svg) ?? [];
  expect(title).toBe(
    "Operations per second and peak memory by the number of operations. " +
      "writeResources: 50,000 per second and 120 MB for 10,000; 130,000 per second and 190 MB for 10,000,000. " +
      "importFiles: 20,000 per second and 140 MB for 10,000; 61,000 per second and 249 MB for 10,000,000.",
  );
});

test.each([
  { title: "one size", writeResources: [sizeCost(10_000, 50_000, 120e6)] },
  { title: "equal values", writeResources: [sizeCost(10_000, 50_000, 120e6), sizeCost(100_000, 50_000, 120e6)] },
  { title: "small values", writeResources: [sizeCost(10, 700, 1e6), sizeCost(100, 900, 2e6)] },
])("the plot keeps its points inside the chart: $title", ({ writeResources }) => {
  const results: LargeResults = { writeResources, importFiles: [] };
  const plot = renderPlot(results);
  const points = [...plot.matchAll(/<circle class="point writeResources" cx="(\d+)" cy="(\d+)"/g)].slice(1);
  expect(points).toHaveLength(2 * writeResources.length);
  for (const [, x, y] of points) {
    expect(Number(x)).toBeGreaterThan(76);
    expect(Number(x)).toBeLessThan(444);
    expect(Number(y)).toBeGreaterThan(80);
    expect(Number(y)).toBeLessThan(560);
  }
  expect(plot).not.toMatch(/NaN|Infinity|undefined/);
});

test("the labels of two points above each other are on different sides", () => {
  const point = /<circle class="point writeResources" cx="100" cy="(\d+)" r="4"\/>\n<text [^>]*y="(\d+)"[^>]*>50</.exec(
    svg,
  );
  const other = /<rect class="point importFiles" x="96" y="(\d+)"[^>]*\/>\n<text [^>]*y="(\d+)"[^>]*>20</.exec(svg);
  const [pointY, labelY] = (point ?? []).slice(1).map(Number);
  const [otherY, otherLabelY] = (other ?? []).slice(1).map(Number);
  expect(labelY).toBeLessThan(pointY ?? 0);
  expect(otherLabelY).toBeGreaterThan(otherY ?? 0);
});
