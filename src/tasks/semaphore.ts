/** Limits how many polls run at a time. */
export interface Semaphore {
  /** Waits for a turn, in the order of the calls. Resolves with the function that ends the turn. */
  acquire(): Promise<() => void>;
}

export function createSemaphore(limit: number): Semaphore {
  const waiting: (() => void)[] = [];
  let running = 0;
  const release = () => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return {
    async acquire() {
      if (running === limit) await new Promise<void>((resolve) => waiting.push(resolve));
      else running += 1;
      return release;
    },
  };
}
