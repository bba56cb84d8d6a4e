import type { RequestFault } from "../../src/embedded/index.ts";

/** The delay of a slow fault, in milliseconds. */
export const faultMs = 60;

/**
 * How a call with an unknown outcome is retried: a read, an upsert and a delete are (a delete that was applied then finds no resource);
 * a create is not, and neither is any other POST.
 */
export type RetryClass = "create" | "upsert" | "delete" | "get";

/** How a call ends: "result", or the name and outcome of its error; and the number of attempts. */
type End = `result ${number}` | `${string} ${"not-done" | "unknown"} ${number}`;

export interface Expectation {
  readonly end: End;
  /** Whether the write was applied; false for a read. */
  readonly written: boolean;
}

/** The end of a call with the fault once, without retries and with them. */
type Row = Readonly<Record<RetryClass, Readonly<Record<"off" | "on", Expectation>>>>;

const ends = (end: End, written: boolean): Expectation => ({ end, written });
const always = (end: End, written: boolean) => ({ off: ends(end, written), on: ends(end, written) });
const read = (off: End, on: End) => ({ off: ends(off, false), on: ends(on, false) });

/** The write is not applied, which the client can't know. All but a create are retried. */
const failsBefore = (name: string): Row => {
  const retried = { off: ends(`${name} unknown 1`, false), on: ends("result 2", true) };
  return {
    create: always(`${name} unknown 1`, false),
    upsert: retried,
    delete: retried,
    get: read(`${name} not-done 1`, "result 2"),
  };
};

/** The write is applied, which the client can't know. A retried delete fails with 404. */
const failsAfter = (name: string): Row => ({
  create: always(`${name} unknown 1`, true),
  upsert: { off: ends(`${name} unknown 1`, true), on: ends("result 2", true) },
  delete: { off: ends(`${name} unknown 1`, true), on: ends("ApiError unknown 2", true) },
  get: read(`${name} not-done 1`, "result 2"),
});

/** The same end for every write. */
const everyWrite = (write: Row["create"], get: Row["get"]): Row => ({
  create: write,
  upsert: write,
  delete: write,
  get,
});

/** The call is not retried. */
const notRetried = (name: string, outcome: "not-done" | "unknown", written: boolean): Row =>
  everyWrite(always(`${name} ${outcome} 1`, written), read(`${name} not-done 1`, `${name} not-done 1`));

const succeeds = everyWrite(always("result 1", true), read("result 1", "result 1"));

const rateLimited = everyWrite(
  { off: ends("ApiError not-done 1", false), on: ends("result 2", true) },
  read("ApiError not-done 1", "result 2"),
);

export const faultMatrix: readonly { readonly fault: RequestFault; readonly row: Row }[] = [
  ...[408, 500, 502, 503, 504].map((status) => ({
    fault: { kind: "status", status } as const,
    row: failsBefore("ApiError"),
  })),
  { fault: { kind: "status", status: 429, headers: { "retry-after": "0" } }, row: rateLimited },
  ...[400, 401, 403, 404, 409, 413, 415].map((status) => ({
    fault: { kind: "status", status } as const,
    row: notRetried("ApiError", "not-done", false),
  })),
  { fault: { kind: "status", status: 501 }, row: notRetried("ApiError", "unknown", false) },
  { fault: { kind: "status", status: 200, body: {} }, row: notRetried("MalformedResponseError", "unknown", false) },
  { fault: { kind: "latency", ms: faultMs }, row: succeeds },
  { fault: { kind: "slowBody", ms: faultMs }, row: succeeds },
  { fault: { kind: "resetBefore" }, row: failsBefore("ConnectionError") },
  { fault: { kind: "resetAfter" }, row: failsAfter("ConnectionError") },
  { fault: { kind: "cutBody" }, row: failsAfter("ConnectionError") },
  { fault: { kind: "html", status: 502 }, row: failsBefore("ApiError") },
  { fault: { kind: "html", status: 403 }, row: notRetried("ApiError", "not-done", false) },
  { fault: { kind: "html", status: 200 }, row: notRetried("MalformedResponseError", "unknown", true) },
  { fault: { kind: "empty", status: 503 }, row: failsBefore("ApiError") },
  {
    // A delete needs no body in its response.
    fault: { kind: "empty", status: 201 },
    row: { ...notRetried("MalformedResponseError", "unknown", true), delete: always("result 1", true) },
  },
  {
    fault: { kind: "redirect", location: "https://elsewhere.example/" },
    row: notRetried("RedirectError", "unknown", false),
  },
  { fault: { kind: "redirect", location: "/", status: 301 }, row: notRetried("RedirectError", "unknown", false) },
  { fault: { kind: "noResponse" }, row: failsBefore("TimeoutError") },
];
