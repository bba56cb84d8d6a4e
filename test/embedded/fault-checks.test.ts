import { describe, expect, test } from "vitest";
import type { RequestFault } from "../../src/embedded/index.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { send } from "../support/raw-request.ts";
import { thrown } from "../support/thrown.ts";

const embedded = createEmbeddedRegistry();

/** A queued fault would change the response. */
async function expectNoFault(): Promise<void> {
  expect((await send(embedded)).status).toBe(201);
}

function unknownKind(printed: string): string {
  return (
    `kind is ${printed}. Expected one of status, latency, slowBody, resetBefore, resetAfter, cutBody, html, empty, redirect, ` +
    "noResponse. Call faults.nextRequests(n, fault)."
  );
}

describe("an invalid fault throws at once, and is not queued", () => {
  const count = "Expected an integer, 1 or higher. Call faults.nextRequests(n, fault).";
  const noResponse = { kind: "noResponse" } as const;
  test.each<{ n: number; fault: RequestFault; message: string }>([
    ...[0, -1, 1.5, NaN, Infinity].map((n) => ({
      n,
      fault: noResponse,
      message: `n is ${n}. ${count}`,
    })),
    ...(["status", "html", "empty"] as const).flatMap((kind) =>
      [199, 600, 200.5].map((status) => ({
        n: 1,
        fault: { kind, status },
        message: `status is ${status}. Expected an integer from 200 to 599.`,
      })),
    ),
    ...[299, 400].map((status) => ({
      n: 1,
      fault: { kind: "redirect", location: "/", status } as const,
      message: `status is ${status}. Expected an integer from 300 to 399.`,
    })),
    ...(["latency", "slowBody"] as const).flatMap((kind) =>
      [-1, 2 ** 31].map((ms) => ({
        n: 1,
        fault: { kind, ms },
        message: `ms is ${ms}. Expected an integer from 0 to 2147483647.`,
      })),
    ),
  ])("$n of $fault", async ({ n, fault, message }) => {
    const error = await thrown(() => {
      embedded.faults.nextRequests(n, fault);
    });
    expect(error).toStrictEqual(new RangeError(message));
    await expectNoFault();
  });

  test.each([
    { kind: "nonsense", printed: '"nonsense"' },
    { kind: undefined, printed: "undefined" },
    { kind: 7, printed: "7" },
    { kind: null, printed: "null" },
    { kind: "toString", printed: '"toString"' },
  ])("an unknown kind: $printed", async ({ kind, printed }) => {
    const error = await thrown(() => {
      embedded.faults.nextRequests(1, { kind } as unknown as RequestFault);
    });
    expect(error).toStrictEqual(new RangeError(unknownKind(printed)));
    await expectNoFault();
  });

  test.each<{ name: string; given: unknown[]; message: string }>([
    {
      name: "no n",
      given: [noResponse],
      message: `n is of type object. ${count}`,
    },
    {
      name: "no arguments",
      given: [],
      message: `n is undefined. ${count}`,
    },
    {
      name: "an n that is a string",
      given: ["1", noResponse],
      message: `n is of type string. ${count}`,
    },
    { name: "no fault", given: [1], message: unknownKind("undefined") },
    { name: "null", given: [1, null], message: unknownKind("undefined") },
    {
      name: "a status that is a string",
      given: [1, { kind: "status", status: "503" }],
      message: "status is of type string. Expected an integer from 200 to 599.",
    },
  ])("a missing argument, or one of another type: $name", async ({ given, message }) => {
    const error = await thrown(() => {
      embedded.faults.nextRequests(...(given as [number, RequestFault]));
    });
    expect(error).toStrictEqual(new RangeError(message));
    await expectNoFault();
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
  ])("a value that can't be sent: $name", async ({ fault }) => {
    const error = await thrown(() => {
      embedded.faults.nextRequests(1, fault as RequestFault);
    });
    expect(error).toBeInstanceOf(TypeError);
    await expectNoFault();
  });

  test("a redirect without a location", async () => {
    const error = await thrown(() => {
      embedded.faults.nextRequests(1, { kind: "redirect" } as RequestFault);
    });
    expect(error).toStrictEqual(
      new TypeError("A redirect needs a location. Expected a string, which is sent as the Location header."),
    );
  });
});
