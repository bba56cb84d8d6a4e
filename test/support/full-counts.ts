import { inject } from "vitest";

/**
 * How many runs a random test makes, or how many times something is repeated: `full` in `npm run test:full`, and a tenth of it in
 * `npm test`. When a random test fails, fast-check prints the seed and the path of what failed: pass both to `fc.assert` to run it again.
 */
export function scaled(full: number): number {
  return isFull ? full : full / 10;
}

export const isFull = inject("isFull");
