/* The embedded registry for tests: each response of its `fetch` is checked against the contract. */
import * as embedded from "../../src/embedded/index.ts";
import { report, responseProblems } from "./exchange-check.ts";

export const createEmbeddedRegistry: typeof embedded.createEmbeddedRegistry = (options) => {
  const registry = embedded.createEmbeddedRegistry(options);
  const { faults } = registry;
  // Which response a fault has changed can't be seen from outside.
  let mayFail = false;
  const endsFaults =
    <Result>(end: () => Result) =>
    () => {
      mayFail = false;
      return end();
    };
  return {
    ...registry,
    async fetch(input, init) {
      const isChecked = !mayFail;
      const response = await registry.fetch(input, init);
      if (isChecked) {
        const { status, headers } = response;
        const body = await response.clone().text();
        report(() => responseProblems(sentOf(input, init), { status, headers, body }));
      }
      return response;
    },
    close: endsFaults(() => registry.close()),
    reset: endsFaults(() => {
      registry.reset();
    }),
    faults: {
      ...faults,
      nextRequests(n, fault) {
        faults.nextRequests(n, fault);
        mayFail = true;
      },
      clear: endsFaults(() => {
        faults.clear();
      }),
    },
  };
};

function sentOf(input: string | URL | Request, init: RequestInit | undefined): { method: string; url: string } {
  const request = typeof input === "object" && "url" in input ? input : { method: "GET", url: String(input) };
  return { method: init?.method ?? request.method, url: request.url };
}
