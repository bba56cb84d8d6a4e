/** Throws the reason of a signal that is aborted; not by its own method, which signals of other libraries may lack. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  const reason = signal.reason as Error;
  throw reason;
}

interface Listener {
  readonly callbacks: Set<() => void>;
  readonly tell: () => void;
}

const listeners = new WeakMap<AbortSignal, Listener>();

/**
 * Calls back when a signal is aborted. Gives the function that stops it. However many calls share a signal, it has one
 * listener, and none when they have ended: Node warns of a leak from the eleventh on.
 */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
  if (signal === undefined) return () => undefined;
  const listener = listeners.get(signal) ?? listen(signal);
  listener.callbacks.add(callback);
  return () => {
    // Stopped for the second time, there may be a newer listener, which is not ours to end.
    if (!listener.callbacks.delete(callback) || listener.callbacks.size > 0) return;
    signal.removeEventListener("abort", listener.tell);
    listeners.delete(signal);
  };
}

function listen(signal: AbortSignal): Listener {
  const callbacks = new Set<() => void>();
  const tell = () => {
    for (const callback of callbacks) callback();
  };
  const listener = { callbacks, tell };
  signal.addEventListener("abort", tell);
  listeners.set(signal, listener);
  return listener;
}
