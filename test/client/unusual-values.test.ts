import { describe, expect, test } from "vitest";
import { ApiError, ConnectionError, InvalidRequestError, type RegistryEvent } from "../../src/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { againstTheContract } from "../support/exchange-check.ts";
import { operations, resourcePath } from "../support/operations.ts";
import { patientPath, persisted, persistedAs } from "../support/patient.ts";
import { printed } from "../support/printed.ts";
import { clientOf, key, start } from "../support/start.ts";
import { thrown, thrownBy } from "../support/thrown.ts";

const accepting = () => clientOf(() => Promise.resolve(Response.json(persisted, { status: 201 })));
const refusedField = async (data: object) => {
  const error = await thrownBy(InvalidRequestError, () => accepting().createResource(patientPath, { data } as never));
  return error.field;
};
const secret = "Tremblay 1980-01-31";

describe("A12: data that JSON would change, or that can't be read", () => {
  test("inherited fields are neither written nor read", async () => {
    const inherited = {
      get secret() {
        throw new Error(secret);
      },
      method: () => 1,
    };
    const child: object = Object.create(inherited, { own: { value: 1, enumerable: true } }) as object;
    expect(await refusedField({ child, weight: NaN })).toBe("data.weight");
    expect(await accepting().createResource(patientPath, { data: { child } })).toMatchObject({ status: "PERSISTED" });
  });

  test("a chain of prototypes costs no more than its own fields", async () => {
    let value: Record<string, unknown> = { own: 1 };
    // Code that follows every path through the chain would take minutes.
    for (let level = 0; level < 32; level++) {
      value = Object.assign(Object.create(value) as Record<string, unknown>, { [`p${level}`]: value });
    }
    expect(await accepting().createResource(patientPath, { data: { value } })).toMatchObject({ status: "PERSISTED" });
  });

  test.each([
    ["an iterable literal", { *[Symbol.iterator]() {} }],
    [
      "arguments",
      (function () {
        // eslint-disable-next-line prefer-rest-params -- they are what is tested
        return arguments;
      })(),
    ],
  ])("%s", async (_, list) => {
    expect(await refusedField({ list })).toBe("data.list");
  });

  test("refuses a toJSON that returns undefined in an array, but not in an object", async () => {
    const value = { toJSON: () => undefined };
    expect(await refusedField({ list: [value] })).toBe("data.list[0]");
    expect(await accepting().createResource(patientPath, { data: { value } })).toMatchObject({ status: "PERSISTED" });
  });

  test.each([1_000, 2_500, 4_000, 20_000])("a NaN at level %i", async (levels) => {
    let data: Record<string, unknown> = { n: NaN };
    for (let level = 0; level < levels; level++) data = { a: data };
    expect(await refusedField(data)).toMatch(/^(?:data(?:\.a)+\.n|body)$/);
  });

  test.each([
    ["a getter of the body", { data: {}, getter: true }],
    ["a getter in data", { data: { getter: true } }],
  ])("the error for %s that throws does not quote its message", async (_, body) => {
    const at = "getter" in body ? body : body.data;
    Object.defineProperty(at, "getter", {
      enumerable: true,
      get() {
        throw new Error(secret);
      },
    });
    const events: RegistryEvent[] = [];
    const registry = clientOf(() => Promise.reject(new Error("sent")), { onEvent: (event) => events.push(event) });
    const error = await thrownBy(InvalidRequestError, () => registry.createResource(patientPath, body as never));
    expect(error).toMatchObject({ field: "body", outcome: "not-done" });
    expect(printed(error)).not.toContain(secret);
    expect(events).toMatchObject([{ type: "error", name: "InvalidRequestError" }]);
  });

  test("a getter of a required field that throws", async () => {
    const body = {
      get data() {
        throw new Error(secret);
      },
    };
    const error = await againstTheContract(() =>
      thrownBy(InvalidRequestError, () => accepting().createResource(patientPath, body as never)),
    );
    expect(error).toMatchObject({ field: "body", outcome: "not-done" });
    expect(printed(error)).not.toContain(secret);
  });

  test("a toJSON that throws when it is called again", async () => {
    let calls = 0;
    const value = {
      toJSON() {
        if (++calls > 1) throw new Error(secret);
        return 1;
      },
    };
    expect(await refusedField({ value })).toBe("body");
  });

  test("a body that can no longer be read when the response arrives", async () => {
    const { proxy, revoke } = Proxy.revocable({ data: {} }, {});
    const created = accepting().createResource(patientPath, proxy);
    revoke();
    expect(await created).toMatchObject({ status: "PERSISTED" });
    const again = Proxy.revocable({ data: {} }, {});
    const failing = clientOf(() => Promise.resolve(new Response(null, { status: 500 })));
    const failed = thrownBy(ApiError, () => failing.createResource(patientPath, again.proxy as never));
    again.revoke();
    expect(await failed).toMatchObject({ outcome: "unknown" });
  });
});

test("A8: the caller may change the arguments right after a call", async () => {
  const registry = clientOf((url) => {
    const id = new URL(url).pathname.split("/").at(-1);
    return Promise.resolve(Response.json({ ...persisted.resource, id }));
  });
  const path = { ...patientPath, id: "" };
  const reads = ["a-1", "a-2", "a-3"].map((id) => {
    path.id = id;
    return registry.getResource(path);
  });
  expect(await Promise.all(reads)).toMatchObject([{ id: "a-1" }, { id: "a-2" }, { id: "a-3" }]);
  const body = { id: "a-1", data: {} };
  const write = clientOf(() => Promise.resolve(Response.json(persistedAs({ id: "a-1" }), { status: 201 })));
  const created = write.createResource(patientPath, body);
  body.id = "a-2";
  expect(await created).toMatchObject({ status: "PERSISTED" });
});

describe("A11: a signal whose methods are missing or throw", () => {
  const silent = () => clientOf(() => new Promise<Response>(() => undefined));

  test("is refused if methods are missing", async () => {
    const signal = { aborted: false, addEventListener: undefined, removeEventListener: undefined } as never;
    const error = await thrownBy(InvalidRequestError, () => operations.get(silent(), { signal, timeoutMs: 20 }));
    expect(error.field).toBe("signal");
    const retry = { waitSignal: 5 } as never;
    expect(await thrownBy(InvalidRequestError, () => operations.get(silent(), { retry }))).toMatchObject({
      field: "signal",
    });
  });

  test("leaves no timer that fails later", async () => {
    const signal = {
      aborted: false,
      addEventListener: () => {
        throw new TypeError("of the library");
      },
      removeEventListener: () => undefined,
    } as never;
    expect(await thrown(() => operations.get(silent(), { signal, timeoutMs: 20 }))).toBeInstanceOf(TypeError);
    await new Promise((done) => setTimeout(done, 60));
  });
});

describe("A19: invalid options", () => {
  test.each([
    ["AbortSignal", new AbortController().signal],
    ["Map", new Map([["timeoutMs", 5]])],
    ["Array", [5]],
  ])("an object of type %s is refused", async (type, options) => {
    const error = await thrownBy(InvalidRequestError, () => operations.create(accepting(), options as never));
    expect(error).toMatchObject({ field: "options", reason: `it is of type ${type}. Expected an object.` });
  });

  test("dangerouslyAllowHttp must be true, not a string", async () => {
    const options = { baseUrl: "http://registry.example", apiKey: key, dangerouslyAllowHttp: "false" } as never;
    expect(await thrownBy(InvalidRequestError, () => createRegistryClient(options))).toMatchObject({
      field: "baseUrl",
    });
  });
});

test("B12: refuses an id that is not a string, without reading it", async () => {
  const throwing = {
    toString() {
      throw new Error(secret);
    },
  };
  for (const id of [Object.create(null), throwing, Symbol("s"), 5]) {
    const error = await thrownBy(InvalidRequestError, () =>
      accepting().getResource({ ...resourcePath, id: id as never }),
    );
    expect(error).toMatchObject({ field: "id", outcome: "not-done" });
    expect(error.message).not.toContain(secret);
  }
});

describe("A3: an error response that is cut off has the outcome of its status and type", () => {
  const cut = (status: number, text: string) => () => {
    let isFirst = true;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (isFirst) controller.enqueue(new TextEncoder().encode(text));
        else controller.error(new Error("cut"));
        isFirst = false;
      },
    });
    return new Response(body, { status });
  };

  test.each([
    [400, '{"code":400,"type":"INTERNAL","message":"a', "unknown"],
    [429, '{"type":"DEADLINE_EXCEEDED","mess', "unknown"],
    [400, '{"type":"INVALID_ARGUMENT","mess', "not-done"],
    [401, "", "not-done"],
  ] as const)("%i %s", async (status, text, outcome) => {
    const { registry, clock, requests } = start([cut(status, text)]);
    const error = await againstTheContract(() => thrownBy(ApiError, () => clock.settle(operations.create(registry))));
    expect(error).toMatchObject({ status, outcome });
    expect(requests).toHaveLength(1);
  });
});

test("A5: does not retry after a Retry-After of hundreds of digits", async () => {
  const events: RegistryEvent[] = [];
  const headers = { "retry-after": "9".repeat(400) };
  const registry = clientOf(() => Promise.resolve(new Response(null, { status: 429, headers })), {
    onEvent: (event) => events.push(event),
  });
  const error = await thrownBy(ApiError, () => operations.create(registry));
  expect(error).toMatchObject({ attempts: 1, retryAfterMs: Number.MAX_SAFE_INTEGER });
  expect(events.map(({ type }) => type)).not.toContain("retry");
});

describe("A1: the outcome is unknown if one of several errors happened after connecting", () => {
  const connect = Object.assign(new Error("connect"), { code: "ECONNREFUSED", syscall: "connect" });
  const read = Object.assign(new Error("read"), { code: "ECONNRESET", syscall: "read" });
  test.each([
    ["an AggregateError with a code", Object.assign(new AggregateError([connect, read]), { code: "ECONNREFUSED" })],
    ["an AggregateError without errors", Object.assign(new AggregateError([]), { code: "ECONNREFUSED" })],
    ["an AggregateError whose cause is a refused connection", new AggregateError([read], "x", { cause: connect })],
    [
      "an error whose cause throws",
      Object.defineProperty(new Error("x"), "cause", {
        get() {
          throw new Error(secret);
        },
      }),
    ],
  ])("%s", async (_, cause) => {
    let requests = 0;
    const registry = clientOf(() => {
      requests += 1;
      return Promise.reject(new TypeError("fetch failed", { cause }));
    });
    const error = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(error.outcome).toBe("unknown");
    expect(requests).toBe(1);
  });
});

test("A9: the outcome is unknown if reading a library's Response throws", async () => {
  const headers = { get: () => ["x"] };
  const odd = { status: 201, ok: true, headers, text: () => Promise.resolve(JSON.stringify(persisted)) };
  const events: RegistryEvent[] = [];
  const registry = clientOf(() => Promise.resolve(odd as never), { onEvent: (event) => events.push(event) });
  expect(await thrownBy(ConnectionError, () => operations.create(registry))).toMatchObject({ outcome: "unknown" });
  expect(events.at(-1)).toMatchObject({ type: "error", outcome: "unknown" });
});
