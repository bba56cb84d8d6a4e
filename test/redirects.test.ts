import { describe, expect, test } from "vitest";
import { RedirectError } from "../src/index.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { operationNames, operations, sent } from "./support/operations.ts";
import { printed } from "./support/printed.ts";
import { clientOf, key } from "./support/start.ts";
import { thrownBy } from "./support/thrown.ts";

const { id } = sent;

describe("a redirect is not followed", () => {
  test.each([301, 302, 303, 307, 308])(
    "%i: the error has the origin of the target, without the query",
    async (status) => {
      const location = `https://elsewhere.example:8443/login?key=${key}&id=${id}`;
      const { fetch, requests } = observedFetch(() => new Response(null, { status, headers: { location } }));
      for (const operation of operationNames) {
        const error = await thrownBy(RedirectError, () => operations[operation](clientOf(fetch)));
        expect(error).toMatchObject({ status, origin: "https://elsewhere.example:8443", attempts: 1 });
        expect(error.outcome).toBe(operation === "get" ? "not-done" : "unknown");
        expect(Object.keys(error)).not.toContain("origin");
        expect(printed(error)).not.toMatch(/CANARY|elsewhere/);
      }
      expect(requests.map(({ redirect }) => redirect)).toStrictEqual(Array(operationNames.length).fill("manual"));
    },
  );

  test.each([
    { location: "/elsewhere", origin: "https://acme.clinia.cloud" },
    { location: "https://[", origin: undefined },
    { location: "data:text/plain,elsewhere", origin: undefined },
    { location: undefined, origin: undefined },
  ])("to $location: $origin", async ({ location, origin }) => {
    const headers = location === undefined ? {} : { location };
    const { fetch } = observedFetch(() => new Response(null, { status: 307, headers: headers as HeadersInit }));
    const error = await thrownBy(RedirectError, () => operations.get(clientOf(fetch)));
    expect(error.origin).toBe(origin);
  });

  test("the body is cancelled", async () => {
    let isCancelled = false;
    const body = new ReadableStream({ cancel: () => void (isCancelled = true) });
    const response = () => Promise.resolve(new Response(body, { status: 307 }));
    await thrownBy(RedirectError, () => operations.get(clientOf(response)));
    expect(isCancelled).toBe(true);
  });

  test.each([
    { name: "fails", cancel: () => Promise.reject(new Error("it is gone")) },
    { name: "never ends", cancel: () => new Promise<void>(() => undefined) },
  ])("also where letting go of its body $name", async ({ cancel }) => {
    const response = () => Promise.resolve(new Response(new ReadableStream({ cancel }), { status: 307 }));
    await thrownBy(RedirectError, () => operations.get(clientOf(response)));
  });

  test("a body that is being read elsewhere is not cancelled", async () => {
    const locked = new Response("moved", { status: 307 });
    locked.body?.getReader();
    await thrownBy(RedirectError, () => operations.get(clientOf(() => Promise.resolve(locked))));
  });

  test("in a browser, which hides a redirect, the status and the origin are undefined", async () => {
    const hidden = Object.defineProperties(new Response(null), {
      status: { value: 0 },
      type: { value: "opaqueredirect" },
    });
    const error = await thrownBy(RedirectError, () => operations.create(clientOf(() => Promise.resolve(hidden))));
    expect(error).toMatchObject({ operationId: "createResource", attempts: 1, outcome: "unknown" });
    expect(error).toMatchObject({ status: undefined, origin: undefined });
  });
});
