import { inject } from "vitest";

/**
 * Returns the number of runs of a random or repeated test: `full` in `npm run test:full`, and a tenth of it in
 * `npm test`. When a random test fails, fast-check prints the seed and the path of the failure: pass both to `fc.assert` to repeat it.
 */
export function scaled(full: number): number {
  return isFull ? full : full / 10;
}

export const isFull = inject("isFull");
