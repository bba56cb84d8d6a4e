import { setMaxListeners } from "node:events";

/** What ends many requests at once. They all listen to one signal: the platform would warn of a leak at eleven of them. */
export function newEnding(): AbortController {
  const ending = new AbortController();
  try {
    setMaxListeners(0, ending.signal);
  } catch {
    // A test environment such as happy-dom has a signal of its own, of which Node.js counts no listeners.
  }
  return ending;
}
