/*
 * For every test: what the client sends, and what the embedded registry answers, is checked against the contract; and no error
 * or event of a call shows its key, an id or anything of its body. It is done where each passes in any case, so that no
 * test can forget it.
 */
import { afterEach, expect, vi } from "vitest";
import type * as App from "../../src/embedded/app.ts";
import type * as ReportFailure from "../../src/report-failure.ts";
import type * as Tasks from "../../src/tasks/index.ts";
import type * as Transport from "../../src/transport/index.ts";
import type * as WriteResources from "../../src/write-resources/index.ts";
import { apiKeyHeader } from "../../src/generated/constants.ts";
import { report, requestProblems, responseProblems, takeReported } from "./exchange-check.ts";
import { forgetSecrets, leaks, remember, rememberKey } from "./secret-check.ts";

vi.mock("../../src/transport/index.ts", async (importOriginal) => {
  const original = await importOriginal<typeof Transport>();
  const createTransport: typeof original.createTransport = (settings) => {
    const send = original.createTransport({
      ...settings,
      onEvent(event) {
        report(() => leaks(event));
        return settings.onEvent?.(event);
      },
      fetch(url, init) {
        const { method = "GET", body } = init;
        const headers = new Headers(init.headers);
        // A function may have given it.
        const key = headers.get(apiKeyHeader);
        if (key !== null) rememberKey(key);
        report(() =>
          requestProblems({
            method,
            url,
            headers,
            body: typeof body === "string" ? body : undefined,
          }),
        );
        return settings.fetch(url, init);
      },
    });
    return (request) => {
      remember(request, settings);
      return send(request);
    };
  };
  return { ...original, createTransport };
});

vi.mock("../../src/report-failure.ts", async (importOriginal) => {
  const original = await importOriginal<typeof ReportFailure>();
  const reportFailure: typeof original.reportFailure = (call, settings, error) => {
    const thrown = original.reportFailure(call, settings, error);
    // What `apiKey` throws, or a middleware, or the reason of a signal, is the caller's own.
    if (thrown instanceof Error && "operationId" in thrown) report(() => leaks(thrown));
    return thrown;
  };
  return { ...original, reportFailure };
});

vi.mock("../../src/tasks/index.ts", async (importOriginal) => {
  const original = await importOriginal<typeof Tasks>();
  const waitForTask: typeof original.waitForTask = (...wait) =>
    original.waitForTask(...wait).catch((error: unknown) => {
      report(() => leaks(error));
      throw error;
    });
  return { ...original, waitForTask };
});

vi.mock("../../src/write-resources/index.ts", async (importOriginal) => {
  const original = await importOriginal<typeof WriteResources>();
  const writeResources: typeof original.writeResources = (...write) => {
    const outcomes = original.writeResources(...write);
    const next = outcomes.next.bind(outcomes);
    outcomes.next = async () => {
      const result = await next();
      if (result.done !== true && !result.value.ok) {
        const { error } = result.value;
        report(() => leaks(error));
      }
      return result;
    };
    return outcomes;
  };
  return { ...original, writeResources };
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
  forgetSecrets();
  expect(takeReported(), "what breaks the contract, or shows what must not be shown").toStrictEqual([]);
});
