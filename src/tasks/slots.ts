/** Lets a limited number of polls run at a time. */
export interface Slots {
  /** Waits for a free slot, in the order of the calls. Resolves with what frees it. */
  acquire(): Promise<() => void>;
}

export function createSlots(count: number): Slots {
  const waiting: (() => void)[] = [];
  let taken = 0;
  const free = () => {
    // The slot passes to the next poll.
    const next = waiting.shift();
    if (next === undefined) taken -= 1;
    else next();
  };
  return {
    async acquire() {
      if (taken === count) await new Promise<void>((go) => waiting.push(go));
      else taken += 1;
      return free;
    },
  };
}
