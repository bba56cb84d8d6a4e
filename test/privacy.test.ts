import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  ApiError,
  ConnectionError,
  isRegistryError,
  MalformedResponseError,
  OperationFailedError,
  RedirectError,
  TaskFailedError,
  TaskTimeoutError,
  type AnyRegistryError,
  type Fetch,
  type Receipt,
  type RegistryEvent,
} from "../src/index.ts";
import { waitForTask, writeResources } from "./support/client.ts";
import { againstTheContract } from "./support/exchange-check.ts";
import { operations, resourcePath, sent } from "./support/operations.ts";
import { patientPath } from "./support/patient.ts";
import { fetchFailed } from "./support/scripted-fetch.ts";
import { clientOf, key } from "./support/start.ts";
import { receipt } from "./support/task-responses.ts";
import { sourcePath } from "./support/task-operations.ts";
import { collected, upsert } from "./support/writes.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const { id, data } = sent;
const secrets = /CANARY|TREA80010112|tremblay|Mehmet/i;
const json = { "content-type": "application/json" };

const responding = (body: BodyInit | null, init: ResponseInit) => () => Promise.resolve(new Response(body, init));
const refusing = (body: unknown, status = 400) => responding(JSON.stringify(body), { status, headers: json });

/** The five ways in which a program shows an error or an event. */
function shown(value: unknown): Readonly<Record<string, string>> {
  return {
    inspect: inspect(value, { depth: 10 }),
    "inspect with showHidden": inspect(value, { depth: 10, showHidden: true }),
    JSON: JSON.stringify(value),
    String: String(value),
    stack: value instanceof Error ? String(value.stack) : "",
  };
}

function expectHidden(value: unknown, secret: RegExp = secrets): void {
  for (const [how, text] of Object.entries(shown(value))) expect(text, how).not.toMatch(secret);
}

/** A PUT whose id, data and key are secrets, with the error that ends it and the events before. */
async function failing(fetch: Fetch, apiKey = key) {
  const events: RegistryEvent[] = [];
  const registry = clientOf(fetch, { apiKey, onEvent: (event) => events.push(event) });
  const body = { data: { ...data, family: "Mehmet" } };
  const error = await thrown(() => registry.upsertResource(resourcePath, body));
  if (!isRegistryError(error)) throw error;
  return { error, events };
}

interface Row {
  readonly name: string;
  readonly fetch: Fetch;
  /** The properties of the error that keep the values. */
  readonly kept: object;
}

const rows: readonly Row[] = [
  {
    name: "the strings of an error response",
    fetch: refusing({
      ...{ type: "INVALID_ARGUMENT", message: `no ${id}`, code: "E-Mehmet", applicationErrorCode: "Tremblay" },
      ...{ details: [{ type: "OUT_OF_RANGE", message: "Mehmet" }], additionalContext: { [id]: "Tremblay" } },
    }),
    kept: {
      ...{ type: "INVALID_ARGUMENT", serverMessage: `no ${id}`, code: "E-Mehmet", applicationErrorCode: "Tremblay" },
      ...{ details: [{ type: "OUT_OF_RANGE", message: "Mehmet" }], additionalContext: { [id]: "Tremblay" } },
    },
  },
  { name: "an error type outside the list", fetch: refusing({ type: "MEHMET" }), kept: { type: "MEHMET" } },
  { name: "an error type that is the id", fetch: refusing({ type: id }), kept: { type: id } },
  {
    name: "an error of a proxy",
    fetch: responding(`<p>${key} ${id} Mehmet</p>`, { status: 502, headers: { server: "Mehmet" } }),
    kept: { status: 502, type: undefined, serverMessage: undefined },
  },
  {
    name: "a request id that is the key",
    fetch: responding(null, { status: 500, headers: { "x-request-id": key } }),
    kept: { requestId: undefined },
  },
  {
    name: "a content type with the key",
    fetch: responding("", { headers: { "content-type": `text/${key}` } }),
    kept: { contentType: undefined },
  },
  {
    name: "a content type with a word of the body",
    fetch: responding("", { headers: { "content-type": "application/mehmet+json" } }),
    kept: { contentType: undefined },
  },
  {
    name: "a body that is not JSON",
    fetch: responding(`Mehmet ${id}`, { headers: { "content-type": "Text/Plain; charset=mehmet" } }),
    kept: { contentType: "text/plain", taskId: undefined },
  },
  {
    name: "a redirect to a host that is the id",
    fetch: responding(null, { status: 307, headers: { location: `https://x.${id}.example/${id}?k=${key}` } }),
    kept: { origin: `https://x.${id.toLowerCase()}.example` },
  },
  {
    name: "a status of a submission",
    fetch: responding(JSON.stringify({ taskId: "s_1", status: "Mehmet" }), { headers: json }),
    kept: { taskId: "s_1" },
  },
  {
    name: "a malformed success whose taskId is the key",
    fetch: responding(JSON.stringify({ taskId: key, status: "ODD" }), {}),
    kept: { taskId: undefined },
  },
  {
    name: "a cut success whose taskId is the key",
    fetch: responding(`{"taskId":"${key}","status":`, {}),
    kept: { taskId: undefined },
  },
  {
    name: "a TypeError of fetch with a word of the body",
    fetch: () => Promise.reject(new TypeError("cannot send Mehmet")),
    kept: { platformError: new TypeError("cannot send Mehmet") },
  },
  {
    name: "an error of fetch with the address",
    fetch: (url) => Promise.reject(new TypeError(`error sending request for url (${url}): closed`)),
    kept: { platformError: { message: expect.stringContaining(id) as string } },
  },
  {
    name: "an error of fetch whose name is a word of the body",
    fetch: () => Promise.reject(Object.assign(new Error("x"), { name: "MehmetError", code: "ECONNRESET" })),
    kept: { cause: { name: "Error", message: "The platform reported ECONNRESET.", code: "ECONNRESET" } },
  },
  {
    name: "an error of fetch whose code is a word of the body",
    fetch: () => Promise.reject(Object.assign(new TypeError("x"), { code: "EMEHMET" })),
    kept: { platformError: { code: "EMEHMET" } },
  },
  {
    name: "an error of fetch whose cause has a code of its own",
    fetch: () => Promise.reject(fetchFailed("EMEHMET", "Mehmet")),
    kept: { platformError: { cause: { code: "EMEHMET" } } },
  },
];

describe("an error and its events print no string of the response or the platform", () => {
  test.each(rows)("$name", async ({ fetch, kept }) => {
    const { error, events } = await failing(fetch);
    expect(error).toMatchObject(kept);
    expect(error.cause !== undefined).toBe("cause" in kept);
    expectHidden(error);
    expectHidden(events);
  });

  test("the values stay available on getters, which are not enumerable", async () => {
    const fetches: readonly (readonly [Fetch, readonly string[]])[] = [
      [rows[0]?.fetch ?? clientFails, ["type", "code", "serverMessage", "details", "additionalContext"]],
      [responding(null, { status: 307, headers: { location: "https://x.example/" } }), ["origin"]],
      [clientFails, ["platformError"]],
    ];
    for (const [fetch, names] of fetches) {
      const { error } = await failing(fetch);
      for (const name of names) {
        expect(Object.keys(error)).not.toContain(name);
        expect(Reflect.get(error, name)).toBeDefined();
      }
    }
  });

  // An algorithm with quadratic time would take hours.
  test("also for a message of 2 MB that repeats the id", async () => {
    const message = `${id} ${key} `.repeat(2_000_000 / (id.length + key.length + 2));
    const fetch = refusing({ type: "INVALID_ARGUMENT", message, details: [{ type: "OUT_OF_RANGE", message }] });
    const { error } = await failing(fetch);
    expect(error).toMatchObject({ serverMessage: message.replaceAll(key, "***") });
    expectHidden(error);
  });
});

const clientFails: Fetch = () => Promise.reject(new Error("Mehmet"));

describe("an error prints a status, a known type or code, and ids that match their pattern", () => {
  test("a known type, the status, the operation, the request id", async () => {
    const { error, events } = await failing(
      responding(JSON.stringify({ type: "NOT_FOUND" }), { status: 404, headers: { "x-request-id": "r-1" } }),
    );
    for (const text of [inspect(error), String(error), String(error.stack)]) {
      expect(text).toContain("upsertResource: 404 NOT_FOUND.");
    }
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ status: 404, requestId: "r-1", outcome: "not-done" });
    expect(events.at(-1)).toMatchObject({ name: "ApiError", status: 404, requestId: "r-1" });
  });

  test("a known code of the platform", async () => {
    const { error } = await failing(() => Promise.reject(fetchFailed("ECONNREFUSED", `no ${id}`)));
    expect(inspect(error)).toContain("The platform reported ECONNREFUSED.");
    expect(error.message).toContain("(ECONNREFUSED)");
  });

  test.each(["s_2wil2zeXT0V0wAw25pb9Xqha5qw", "purge:2wil", "a", "a".repeat(256), "s_2wil_patient_1"])(
    "the taskId %s",
    async (taskId) => {
      const error = await failedTask(taskId);
      expect(error.taskId).toBe(taskId);
      expect(error.message).toContain(`The task ${taskId} ended`);
    },
  );

  test.each(["a".repeat(257), "x y", "té", "a+b", "a@b", "a=b"])(
    "not the taskId %s, which is only on the property",
    async (taskId) => {
      const error = await failedTask(taskId);
      expect(error.taskId).toBe(taskId);
      expect(error.message).toMatch(/^The task ended as FAILURE/);
      expect(String(error.stack)).not.toContain(taskId);
    },
  );

  test("nor in the errors of a wait, of a bulk, or of an operation", async () => {
    const taskId = "bk_1 of Mehmet";
    const isSubmission = (url: string) => url.endsWith("/bulk");
    const receipts = [receipt("FAILURE", "Mehmet", { id: "a-1" })];
    const bulkOf = (task: object): Fetch => {
      return (url) =>
        Promise.resolve(Response.json(isSubmission(url) ? { taskId, bulkId: taskId, status: "ACCEPTED" } : task));
    };
    const messages: string[] = [];
    for (const task of [
      { taskId, status: "PENDING" },
      { taskId, status: "FAILURE", receipts },
      { taskId, status: "SUCCESS", receipts: [] },
    ]) {
      const writing = writeResources(clientOf(bulkOf(task)), sourcePath, [upsert("a-1")], { deadlineMs: 10 });
      const [outcome] = await collected(writing);
      const error = outcome?.ok === false ? outcome.error : undefined;
      expect(error).toMatchObject({ taskId });
      messages.push(error?.message ?? taskId);
    }
    expect(messages).toHaveLength(3);
    for (const message of messages) expect(message).not.toMatch(secrets);
    const wait = () =>
      waitForTask(clientOf(bulkOf({ taskId, status: "Mehmet" })), { ...sourcePath, taskId }, { deadlineMs: 10 });
    const expired = await thrownBy(TaskTimeoutError, wait);
    expect(expired).toMatchObject({ taskId, status: "Mehmet" });
    expect(expired.message).not.toMatch(secrets);
  });
});

/** The error of a failed task with any taskId. */
function failedTask(taskId: string): Promise<TaskFailedError> {
  const fetch = responding(JSON.stringify({ taskId, status: "FAILURE", receipts: [] }), {});
  return thrownBy(TaskFailedError, () =>
    waitForTask(clientOf(fetched(fetch)), { ...sourcePath, taskId }, { deadlineMs: 1_000 }),
  );
}

/** A new response for each request. */
const fetched =
  (fetch: Fetch): Fetch =>
  (url, init) =>
    fetch(url, init);

describe("a request id", () => {
  const withRequestId = (requestId: string) =>
    responding(null, { status: 500, headers: { "x-request-id": requestId } });

  test.each([
    "r-1",
    "Az09_.:@/#+=~-",
    "1-67891233-abcdef012345678912345678",
    "b2xkIGJ1dCBnb2xk+/==",
    "r".repeat(200),
    // A registry that builds request ids from patient data is outside the threat model.
    id,
    `r-${id.toLowerCase()}`,
    data.name,
    "task-patient-7f3a",
  ])("is kept with the shape of one: %s", async (requestId) => {
    const { error, events } = await failing(withRequestId(requestId));
    expect(error.requestId).toBe(requestId);
    expect(events.at(-1)).toMatchObject({ type: "error", requestId });
  });

  test.each(["", "r".repeat(201), "a b", "a,b", "a;b", "a%20b", 'a"b', "a{b}", "é", key, `r-${key}`, `${key}/1`])(
    "is dropped otherwise: %s",
    async (requestId) => {
      const { error, events } = await failing(withRequestId(requestId));
      expect(error.requestId).toBeUndefined();
      expect(events.every((event) => !("requestId" in event) || event.requestId === undefined)).toBe(true);
      expectHidden(error);
      expectHidden(events);
    },
  );
});

describe("an id that is a word of the messages, or a part of one, does not change them", () => {
  const ids = ["us", "7", "ed", "a", "create", "ECONNRESET", "NOT_FOUND", "r-1", "s_1", "Error", "503"];

  test.each(ids)("%s", (id) =>
    againstTheContract(async () => {
      const calls: readonly (readonly [Fetch, object])[] = [
        [() => Promise.reject(fetchFailed("ECONNREFUSED")), { outcome: "not-done", cause: { code: "ECONNREFUSED" } }],
        [() => Promise.reject(fetchFailed("ECONNRESET")), { outcome: "unknown", cause: { code: "ECONNRESET" } }],
        [
          responding(JSON.stringify({ type: "NOT_FOUND", code: 7 }), {
            status: 404,
            headers: { "x-request-id": "r-1" },
          }),
          { outcome: "not-done", type: "NOT_FOUND", code: 7, requestId: "r-1" },
        ],
        [
          responding(`{"taskId":"s_1","status":`, { status: 201, headers: { ...json, "x-request-id": "used-7-us" } }),
          { outcome: "unknown", taskId: "s_1", contentType: "application/json", requestId: "used-7-us" },
        ],
        [
          responding(null, { status: 307, headers: { location: "https://us.example/" } }),
          { outcome: "unknown", origin: "https://us.example" },
        ],
      ];
      for (const [fetch, expected] of calls) {
        const registry = clientOf(fetch);
        const upsert = () => registry.upsertResource({ ...patientPath, id }, { data: { [id]: id } });
        const error = await thrown(upsert);
        expect(error).toMatchObject(expected);
        const other = await thrown(() => operations.upsert(clientOf(fetch)));
        expect((error as Error).message).toBe((other as Error).message);
      }
    }),
  );
});

/** Keys of 8 characters or more. */
const keys = [
  "abc.def.ghi",
  "dGhlIGtleQ==",
  "user@acme-key",
  "a/b/c/d/e/f",
  "c2s+a2V5+/0=",
  "%41%42%43%44",
  "key with a space",
  "(key)[0-9]*$&",
  "12345678",
  'quoted"key',
  "back\\slash",
];

describe("the API key in strings of the registry is replaced by ***", () => {
  test.each(keys)("%s", (apiKey) =>
    againstTheContract(async () => {
      const said = `no ${apiKey}, or (${apiKey})`;
      const { error } = await failing(
        refusing({
          ...{ type: "INVALID_ARGUMENT", message: said, code: apiKey, applicationErrorCode: apiKey },
          details: [{ type: "OUT_OF_RANGE", message: said, code: said, details: [{ message: said }] }],
          additionalContext: { header: said, [apiKey]: [{ nested: apiKey }] },
        }),
        apiKey,
      );
      expect(error).toBeInstanceOf(ApiError);
      const hidden = "no ***, or (***)";
      expect(error).toMatchObject({
        ...{ serverMessage: hidden, code: "***", applicationErrorCode: "***" },
        details: [{ message: hidden, code: hidden, details: [{ message: hidden }] }],
        additionalContext: { header: hidden, "***": [{ nested: "***" }] },
      });
      for (const text of Object.values(shown(error))) expect(text).not.toContain(apiKey);
    }),
  );

  test.each(keys)("%s, in the errors of receipts", (apiKey) =>
    againstTheContract(async () => {
      const error = { type: "INVALID_ARGUMENT", message: `no ${apiKey}`, details: [{ message: apiKey }] } as const;
      const receipts = [receipt("FAILURE", undefined, { id: "a-1", error } as unknown as Partial<Receipt>)];
      const task = { taskId: "bk_1", status: "FAILURE", receipts };
      const registry = clientOf(fetched(responding(JSON.stringify(task), { headers: json })), { apiKey });
      const failed = await thrownBy(TaskFailedError, () =>
        waitForTask(registry, { ...sourcePath, taskId: "bk_1" }, { deadlineMs: 1_000 }),
      );
      expect(failed.receipts[0]?.error).toMatchObject({ message: "no ***", details: [{ message: "***" }] });
      for (const text of Object.values(shown(failed))) expect(text).not.toContain(apiKey);
    }),
  );

  test.each(keys.filter((key) => /^[\w.:@/#+=~-]+$/.test(key)))("%s, never as a request id", (apiKey) =>
    againstTheContract(async () => {
      const { error } = await failing(
        responding(null, { status: 500, headers: { "x-request-id": `r-${apiKey}` } }),
        apiKey,
      );
      expect(error.requestId).toBeUndefined();
    }),
  );

  test.each(["abcdefg", "us"])(
    "a key of fewer than 8 characters is replaced only if it is the whole string: %s",
    (apiKey) =>
      againstTheContract(async () => {
        const message = `${apiKey} is used`;
        const { error } = await failing(refusing({ type: "INVALID_ARGUMENT", message, code: apiKey }), apiKey);
        expect(error).toMatchObject({ serverMessage: message, code: "***" });
      }),
  );

  test("with apiKey: null, nothing is replaced", () =>
    againstTheContract(async () => {
      const fetch = refusing({ type: "INVALID_ARGUMENT", message: "no null" });
      const error = await thrownBy(ApiError, () => operations.upsert(clientOf(fetch, { apiKey: null })));
      expect(error.serverMessage).toBe("no null");
    }));
});

describe("the code of a receipt's error", () => {
  test.each([
    { code: 409, kept: 409 },
    { code: 0, kept: 0 },
    { code: "409", kept: "409" },
    { code: id, kept: undefined },
    { code: "E-5", kept: undefined },
    { code: "", kept: undefined },
    { code: "4 09", kept: undefined },
    { code: true, kept: undefined },
    { code: { of: id }, kept: undefined },
    { code: null, kept: undefined },
  ])("$code: $kept", async ({ code, kept }) => {
    const error = { type: "INVALID_ARGUMENT", message: "no", code } as unknown as Receipt["error"];
    const task = {
      taskId: "bk_1",
      status: "FAILURE",
      receipts: [{ ...receipt("FAILURE", undefined, { id: "a-1" }), error }],
    };
    const fetch: Fetch = (url) =>
      Promise.resolve(
        Response.json(url.endsWith("/bulk") ? { taskId: "bk_1", bulkId: "bk_1", status: "ACCEPTED" } : task),
      );
    const read = await clientOf(fetch).getTask({ ...sourcePath, taskId: "bk_1" });
    expect(read.receipts?.[0]?.error).toStrictEqual({
      ...{ type: "INVALID_ARGUMENT", message: "no" },
      ...(kept !== undefined && { code: kept }),
    });
    const [outcome] = await collected(
      writeResources(clientOf(fetch), sourcePath, [upsert("a-1")], { deadlineMs: 1_000 }),
    );
    const failed = outcome?.ok === false ? outcome.error : undefined;
    expect(failed).toBeInstanceOf(OperationFailedError);
    expect(failed).toMatchObject({ code: kept });
  });
});

test("the rows cover every class of error", async () => {
  const classes: readonly (new (...parameters: never[]) => AnyRegistryError)[] = [
    ApiError,
    ConnectionError,
    MalformedResponseError,
    RedirectError,
  ];
  const seen = new Set<unknown>();
  for (const { fetch } of rows) seen.add((await failing(fetch)).error.constructor);
  expect(seen).toStrictEqual(new Set(classes));
});
