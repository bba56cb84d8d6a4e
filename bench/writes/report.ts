/** What a program that writes tells of itself. */
export interface Written {
  readonly operationsPerSecond: number;
  /** The most memory that its process has had. */
  readonly peakBytes: number;
}

/** Writes, and tells how that went. Throws where not all was written. */
export async function report(count: number, write: () => Promise<number>): Promise<void> {
  const start = performance.now();
  const written = await write();
  const seconds = (performance.now() - start) / 1_000;
  if (written !== count) throw new Error(`${written} of ${count} operations were written.`);
  const kibibyte = 1_024;
  const peakBytes = process.resourceUsage().maxRSS * kibibyte;
  process.send?.({ operationsPerSecond: count / seconds, peakBytes } satisfies Written);
}
