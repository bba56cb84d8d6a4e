import { readFile, writeFile } from "node:fs/promises";
import { format } from "prettier";
import { renderPlot } from "./large/plot.ts";
import { renderResults, replaceResults } from "./page.ts";
import type { resultFiles } from "./paths.ts";
import type { Results } from "./results.ts";

/** Writes the measured sections in the place of their last runs, and keeps the other sections. */
export async function storeResults(measured: Results, files: typeof resultFiles): Promise<void> {
  const last = JSON.parse(await readFile(files.results, "utf8")) as Results;
  const results = { ...last, ...measured };
  const page = await replaceResults(await readFile(files.page, "utf8"), renderResults(results));
  await writeFile(files.results, await format(JSON.stringify(results), { parser: "json", printWidth: 120 }));
  await writeFile(files.page, page);
  if (measured.large !== undefined) await writeFile(files.plot, renderPlot(measured.large.results));
}
