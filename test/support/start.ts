import type { Fetch, RegistryClientOptions, RegistryEvent } from "../../src/index.ts";
import { createRegistryClient } from "./client.ts";
import { scriptedFetch, type Scripted } from "./scripted-fetch.ts";
import { testClock, type TestClock } from "./test-clock.ts";

export const key = "key-CANARY-7f3a";

/** A client with scripted responses, a test clock, and the longest waits. */
export function start(
  script: readonly Scripted[],
  options: Partial<RegistryClientOptions> = {},
  clock: TestClock = testClock(),
) {
  const { fetch, requests } = scriptedFetch(...script);
  const events: RegistryEvent[] = [];
  const registry = createRegistryClient({
    workspaceId: "acme",
    apiKey: key,
    fetch,
    clock,
    random: () => 1,
    onEvent: (event) => events.push(event),
    ...(options as object),
  });
  const delays = () => events.flatMap((event) => (event.type === "retry" ? [event.delayMs] : []));
  return { registry, clock, requests, events, delays };
}

/** A client without retries, with the given fetch. */
export function clientOf(fetch: Fetch, options: Partial<RegistryClientOptions> = {}) {
  const settings = { baseUrl: "https://acme.clinia.cloud", apiKey: key, fetch, retry: false, ...(options as object) };
  return createRegistryClient(settings as RegistryClientOptions);
}
