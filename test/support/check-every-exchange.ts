/*
 * For every test: what the client sends, and what the embedded registry answers, is checked against the contract. It is done
 * where each passes in any case, so that no test can forget it.
 */
import { afterEach, expect, vi } from "vitest";
import type * as App from "../../src/embedded/app.ts";
import type * as Transport from "../../src/transport/index.ts";
import { report, requestProblems, responseProblems, takeReported } from "./exchange-check.ts";

vi.mock("../../src/transport/index.ts", async (importOriginal) => {
  const original = await importOriginal<typeof Transport>();
  const createTransport: typeof original.createTransport = (settings) =>
    original.createTransport({
      ...settings,
      fetch(url, init) {
        const { method = "GET", body } = init;
        report(() =>
          requestProblems({
            method,
            url,
            headers: new Headers(init.headers),
            body: typeof body === "string" ? body : undefined,
          }),
        );
        return settings.fetch(url, init);
      },
    });
  return { ...original, createTransport };
});

vi.mock("../../src/embedded/app.ts", async (importOriginal) => {
  const original = await importOriginal<typeof App>();
  const createApp: typeof original.createApp = (options) => {
    const app = original.createApp(options);
    const answer = app.fetch;
    app.fetch = async (request, ...rest) => {
      const response = await answer(request, ...rest);
      const { status, headers } = response;
      const body = await response.clone().text();
      report(() => responseProblems(request, { status, headers, body }));
      return response;
    };
    return app;
  };
  return { ...original, createApp };
});

afterEach(() => {
  expect(takeReported(), "what went over the wire and breaks the contract").toStrictEqual([]);
});
