import { setMaxListeners } from "node:events";

/** What ends many requests at once. They all listen to one signal: the platform would warn of a leak at eleven of them. */
export function newEnding(): AbortController {
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  return ending;
}
