/** Lets a bounded number of calls run at a time; the others wait in turn. */
export function createGate(concurrency: number): <Result>(call: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (call) => {
    if (running === concurrency) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
    try {
      return await call();
    } finally {
      // The place goes on to the next one; without one it is free.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
