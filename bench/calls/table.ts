import { clients, type ClientFile } from "../cases/index.ts";
import { formatCount, formatShortRatio, formatWithRange, table } from "../format.ts";
import { concurrenciesOf, findCost, type CallResults } from "./measure.ts";

/** Returns the CPU time per call as Markdown. */
export function callsTable({ costs, versions }: CallResults): string {
  const concurrencies = concurrenciesOf(costs);
  const rows = clients.map(({ file, name }) => [
    nameWithVersion(file, name, versions[file]),
    ...concurrencies.flatMap((concurrency) => {
      const { relativeToBareFetch, cpuMicroseconds } = findCost(costs, file, concurrency);
      return [formatWithRange(relativeToBareFetch, formatShortRatio), formatCount(cpuMicroseconds.median)];
    }),
  ]);
  const header = concurrencies.flatMap((concurrency) => [`concurrency ${concurrency}`, "µs"]);
  return table(["relative to bare fetch", ...header], rows);
}

/** Returns the bundle sizes as Markdown. */
export function sizesTable({ sizes, versions }: CallResults): string {
  const rows = clients.map(({ file, name }) => {
    const size = sizes.find(({ client }) => client === file);
    const cells = [size?.minifiedBytes ?? 0, size?.gzippedBytes ?? 0].map(formatKilobytes);
    return [nameWithVersion(file, name, versions[file]), ...cells];
  });
  return table(["kB", "minified", "gzipped"], rows);
}

function nameWithVersion(file: ClientFile, name: string, version: string | undefined): string {
  const title = version === undefined ? name : `${name} ${version}`;
  return file === "ours" ? `**${title}**` : title;
}

function formatKilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(1);
}
