import { writeLines } from "../import/lines.ts";
import { withImports, type ImportRun, type Imports } from "../import/measure.ts";
import { summarize, type Summary } from "../statistics.ts";
import type { LargeSize, LargeWorkload } from "../workload.ts";
import { runWriter, withWriteServer } from "../writes/measure.ts";

/** The cost of a run of one size. */
export interface SizeCost {
  readonly operations: number;
  readonly operationsPerSecond: Summary;
  /** The peak memory of the process. */
  readonly peakBytes: Summary;
}

export interface ImportSizeCost extends SizeCost {
  /** A second run of the same import, which finds that everything is written. */
  readonly resumeSeconds: Summary;
}

/** The results of `--large`. */
export interface LargeResults {
  readonly writeResources: readonly SizeCost[];
  readonly importFiles: readonly ImportSizeCost[];
}

/** Measures from small to large sizes. Each run is a new process. */
export async function measureLarge({ sizes }: LargeWorkload): Promise<LargeResults> {
  const writeResources: SizeCost[] = [];
  await withWriteServer(async (url) => {
    for (const size of sizes) writeResources.push(await measureWriting(url, size));
  });
  const importFiles: ImportSizeCost[] = [];
  await withImports(async (imports) => {
    for (const size of sizes) importFiles.push(await measureImporting(imports, size));
  });
  return { writeResources, importFiles };
}

async function measureWriting(url: string, { operations, rounds }: LargeSize): Promise<SizeCost> {
  const rates: number[] = [];
  const peaks: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { operationsPerSecond, peakBytes } = await runWriter("writeResources", url, operations);
    rates.push(operationsPerSecond);
    peaks.push(peakBytes);
  }
  return { operations, operationsPerSecond: summarize(rates), peakBytes: summarize(peaks) };
}

async function measureImporting({ file, run }: Imports, { operations, rounds }: LargeSize): Promise<ImportSizeCost> {
  const first: ImportRun[] = [];
  const second: ImportRun[] = [];
  await writeLines(file, operations);
  for (let round = 0; round < rounds; round++) {
    const journal = `${file}.${operations}-${round}.import`;
    first.push(await run("import", file, operations, journal));
    second.push(await run("import", file, operations, journal));
  }
  return {
    operations,
    operationsPerSecond: summarize(first.map(({ seconds }) => operations / seconds)),
    peakBytes: summarize([...first, ...second].map(({ peakBytes }) => peakBytes)),
    resumeSeconds: summarize(second.map(({ seconds }) => seconds)),
  };
}
