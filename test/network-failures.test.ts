import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { ConnectionError } from "../src/index.ts";
import { operations, sent } from "./support/operations.ts";
import { patientPath } from "./support/patient.ts";
import { printed } from "./support/printed.ts";
import { fetchFailed } from "./support/scripted-fetch.ts";
import { clientOf, key } from "./support/start.ts";
import { thrownBy } from "./support/thrown.ts";

const { id } = sent;

describe("what the platform says of a failed connection is kept without what must not be printed", () => {
  test.each([
    { error: fetchFailed("ECONNRESET", "read ECONNRESET"), name: "Error", message: "read ECONNRESET" },
    {
      error: new TypeError(`error sending request for url (https://acme.clinia.cloud/x/${id}?k=${key}): closed`),
      name: "TypeError",
      message: "error sending request for url (…): closed",
    },
    { error: new TypeError(`no ${key} and ${id}`), name: "TypeError", message: "no … and …" },
    {
      error: new TypeError(`cannot send {"name":"${sent.data.name}"}`),
      name: "TypeError",
      message: "cannot send …",
    },
    {
      error: Object.assign(new Error("reset"), { name: key, code: "ECONNRESET" }),
      name: "Error",
      message: "reset",
    },
  ])("$message", async ({ error, name, message }) => {
    const registry = clientOf(() => {
      throw error;
    });
    const call = () => registry.upsertResource({ ...patientPath, id }, { data: { family: "Tremblay" } });
    const failure = await thrownBy(ConnectionError, call);
    expect(failure.cause).toMatchObject({ name, message });
    expect(printed(failure)).not.toMatch(/CANARY|TREA80010112/);
  });

  test.each([
    { error: new Error(`request body {"name":"${sent.data.name}"} failed`) },
    { error: Object.assign(new Error("x"), { code: "CANARY" }) },
    { error: "a text that was thrown" as unknown as Error },
  ])("and what is none of the platform's is not kept: $error", async ({ error }) => {
    const registry = clientOf(() => Promise.reject(error));
    const failure = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(failure.cause).toBeUndefined();
    expect(failure.message).toMatch(/^createResource got no answer\. /);
    expect(printed(failure)).not.toContain("CANARY");
  });

  test("a fetch that gives no Response is no answer", async () => {
    for (const nothing of [undefined, null, "text", {}]) {
      const registry = clientOf(() => Promise.resolve(nothing as Response));
      const failure = await thrownBy(ConnectionError, () => operations.create(registry));
      expect(failure).toMatchObject({ outcome: "unknown", cause: { message: "fetch gave no Response" } });
    }
  });

  const reset = Object.assign(new Error("x"), { code: "ECONNRESET" });
  const refused = "Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })";
  test.each([
    { name: "Node's", error: fetchFailed("ECONNREFUSED"), code: "ECONNREFUSED", outcome: "not-done" },
    {
      name: "Bun's",
      error: Object.assign(new Error("x"), { code: "ConnectionRefused" }),
      code: "ConnectionRefused",
      outcome: "not-done",
    },
    {
      name: "Node's in another realm, as under Jest",
      error: runInNewContext(`new TypeError('fetch failed', { cause: ${refused} })`) as Error,
      code: "ECONNREFUSED",
      outcome: "not-done",
    },
    {
      name: "an error's own, where its cause has none",
      error: Object.assign(new Error("x", { cause: new Error("y") }), { code: "ECONNRESET" }),
      code: "ECONNRESET",
      outcome: "unknown",
    },
    {
      name: "none of a browser's in another realm",
      error: runInNewContext("new TypeError('Failed to fetch')") as Error,
      code: undefined,
      outcome: "unknown",
    },
    {
      name: "none that is a sentence",
      error: Object.assign(reset, { code: `a ${id}` }),
      code: undefined,
      outcome: "unknown",
    },
    {
      name: "none that is a number",
      error: Object.assign(new Error("x"), { code: 7 }),
      code: undefined,
      outcome: "unknown",
    },
  ])("the code: $name", async ({ error, code, outcome }) => {
    const failure = await thrownBy(ConnectionError, () => operations.create(clientOf(() => Promise.reject(error))));
    expect({ code: (failure.cause as { code?: string } | undefined)?.code, outcome: failure.outcome }).toStrictEqual({
      code,
      outcome,
    });
  });
});
