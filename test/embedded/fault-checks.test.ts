import { describe, expect, test } from "vitest";
import type { RequestFault } from "../../src/embedded/index.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { send } from "../support/raw-request.ts";
import { thrown } from "../support/thrown.ts";

const embedded = createEmbeddedRegistry();

/** Whatever was queued would answer otherwise. */
async function expectNoneQueued(): Promise<void> {
  expect((await send(embedded)).status).toBe(201);
}

function noSuchKind(said: string): string {
  return (
    `There is no fault of the kind ${said}. Expected one of status, latency, slowBody, resetBefore, resetAfter, cutBody, ` +
    "html, empty, redirect, noResponse: call faults.nextRequests(n, fault)."
  );
}

describe("what can't be is refused at once, and queues nothing", () => {
  const integer = "must be an integer from";
  const times = { kind: "noResponse" } as const;
  test.each<{ n: number; fault: RequestFault; message: string }>([
    ...[0, -1, 1.5, NaN, Infinity].map((n) => ({
      n,
      fault: times,
      message: `The n is ${n}, and ${integer} 1 to 9007199254740991: call faults.nextRequests(n, fault).`,
    })),
    ...(["status", "html", "empty"] as const).flatMap((kind) =>
      [199, 600, 200.5].map((status) => ({
        n: 1,
        fault: { kind, status },
        message: `The status is ${status}, and ${integer} 200 to 599.`,
      })),
    ),
    ...[299, 400].map((status) => ({
      n: 1,
      fault: { kind: "redirect", location: "/", status } as const,
      message: `The status is ${status}, and ${integer} 300 to 399.`,
    })),
    ...(["latency", "slowBody"] as const).flatMap((kind) =>
      [-1, 2 ** 31].map((ms) => ({
        n: 1,
        fault: { kind, ms },
        message: `The ms is ${ms}, and ${integer} 0 to 2147483647.`,
      })),
    ),
  ])("$n of $fault", async ({ n, fault, message }) => {
    const error = await thrown(() => {
      embedded.faults.nextRequests(n, fault);
    });
    expect(error).toStrictEqual(new RangeError(message));
    await expectNoneQueued();
  });

  test.each([
    { kind: "nonsense", said: '"nonsense"' },
    { kind: undefined, said: "undefined" },
    { kind: 7, said: "7" },
    { kind: null, said: "null" },
    { kind: "toString", said: '"toString"' },
  ])("of the kind $said", async ({ kind, said }) => {
    const error = await thrown(() => {
      embedded.faults.nextRequests(1, { kind } as unknown as RequestFault);
    });
    expect(error).toStrictEqual(new RangeError(noSuchKind(said)));
    await expectNoneQueued();
  });

  test.each<{ name: string; given: unknown[]; message: string }>([
    {
      name: "no number of requests",
      given: [times],
      message: `The n is of type object, and ${integer} 1 to 9007199254740991: call faults.nextRequests(n, fault).`,
    },
    {
      name: "nothing",
      given: [],
      message: `The n is undefined, and ${integer} 1 to 9007199254740991: call faults.nextRequests(n, fault).`,
    },
    {
      name: "a number that is a text",
      given: ["1", times],
      message: `The n is of type string, and ${integer} 1 to 9007199254740991: call faults.nextRequests(n, fault).`,
    },
    { name: "no fault", given: [1], message: noSuchKind("undefined") },
    { name: "null", given: [1, null], message: noSuchKind("undefined") },
    {
      name: "a status that is a text",
      given: [1, { kind: "status", status: "503" }],
      message: `The status is of type string, and ${integer} 200 to 599.`,
    },
  ])("what was left out, or is of another type: $name", async ({ given, message }) => {
    const error = await thrown(() => {
      embedded.faults.nextRequests(...(given as [number, RequestFault]));
    });
    expect(error).toStrictEqual(new RangeError(message));
    await expectNoneQueued();
  });

  const cyclic: Record<string, unknown> = {};
  cyclic.itself = cyclic;
  test.each<{ name: string; fault: object }>([
    { name: "a body of a bigint", fault: { kind: "status", status: 503, body: { a: 1n } } },
    { name: "a body with a cycle", fault: { kind: "status", status: 503, body: cyclic } },
    { name: "a header with a space in its name", fault: { kind: "status", status: 503, headers: { "a b": "c" } } },
    { name: "a header with a line break", fault: { kind: "status", status: 503, headers: { a: "b\nc" } } },
    { name: "no location", fault: { kind: "redirect" } },
    { name: "a location with a line break", fault: { kind: "redirect", location: "/a\nb" } },
  ])("that can't be sent: $name", async ({ fault }) => {
    const error = await thrown(() => {
      embedded.faults.nextRequests(1, fault as RequestFault);
    });
    expect(error).toBeInstanceOf(TypeError);
    await expectNoneQueued();
  });

  test("the location says what it is", async () => {
    const error = await thrown(() => {
      embedded.faults.nextRequests(1, { kind: "redirect" } as RequestFault);
    });
    expect(error).toStrictEqual(new TypeError("The location of a redirect is a text."));
  });
});
