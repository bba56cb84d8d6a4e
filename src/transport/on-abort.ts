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
    listener.callbacks.delete(callback);
    if (listener.callbacks.size > 0) return;
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
