/* The embedded registry for tests: checks each response of its `fetch` against the contract. */
import * as embedded from "../../src/embedded/index.ts";
import { report, responseProblems } from "./exchange-check.ts";

export const createEmbeddedRegistry: typeof embedded.createEmbeddedRegistry = (options) => {
  const registry = embedded.createEmbeddedRegistry(options);
  const { faults } = registry;
  // A response does not show whether a fault changed it.
  let hasFaults = false;
  const endFaults =
    <Result>(end: () => Result) =>
    () => {
      hasFaults = false;
      return end();
    };
  return {
    ...registry,
    async fetch(input, init) {
      const isChecked = !hasFaults;
      const response = await registry.fetch(input, init);
      if (isChecked) {
        const { status, headers } = response;
        const body = await response.clone().text();
        report(() => responseProblems(requestLine(input, init), { status, headers, body }));
      }
      return response;
    },
    close: endFaults(() => registry.close()),
    reset: endFaults(() => {
      registry.reset();
    }),
    faults: {
      ...faults,
      nextRequests(n, fault) {
        faults.nextRequests(n, fault);
        hasFaults = true;
      },
      clear: endFaults(() => {
        faults.clear();
      }),
    },
  };
};

function requestLine(input: string | URL | Request, init: RequestInit | undefined): { method: string; url: string } {
  const request = typeof input === "object" && "url" in input ? input : { method: "GET", url: String(input) };
  return { method: init?.method ?? request.method, url: request.url };
}
