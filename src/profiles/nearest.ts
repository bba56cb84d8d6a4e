/** Returns the end of a message that suggests the nearest candidate, such as `; did you mean name?`; an empty string without one. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const suggestion = nearest(word, candidates);
  return suggestion === undefined ? "" : `; did you mean ${suggestion}?`;
}

/** Returns the candidate with the fewest typing errors; undefined if more than a third of its characters differ. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const given = word.toLowerCase();
  let best: string | undefined;
  let fewest = Infinity;
  for (const candidate of candidates) {
    const allowed = Math.max(1, Math.floor(Math.max(given.length, candidate.length) / 3));
    if (Math.abs(given.length - candidate.length) > allowed) continue;
    const errors = countErrors(given, candidate.toLowerCase());
    if (errors <= allowed && errors < fewest) [best, fewest] = [candidate, errors];
  }
  return best;
}

/** The optimal string alignment distance: a missing, an additional or another character, or two in the wrong order. */
function countErrors(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        Number(last[column]) + 1,
        Number(current[column - 1]) + 1,
        Number(last[column - 1]) + (isSame ? 0 : 1),
        isSwapped ? Number(before[column - 2]) + 1 : Infinity,
      );
    }
    before = last;
    last = current;
  }
  return Number(last[to.length]);
}
