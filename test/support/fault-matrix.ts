import type { RequestFault } from "../../src/embedded/index.ts";

/** How a fault takes its time, in milliseconds. */
export const faultMs = 60;

/**
 * What may be done with a call whose end is not known: a read and an upsert are repeated, and so is a delete, which finds
 * nothing any more when it was carried out; a create is not, and neither is any other POST.
 */
export type RetryClass = "create" | "upsert" | "delete" | "get";

/** How a call ends: "result" or the error's name, its outcome, and how often it was tried. */
type End = `result ${number}` | `${string} ${"not-done" | "unknown"} ${number}`;

export interface Expectation {
  readonly end: End;
  /** Whether the write was carried out in the end; a read carries out nothing. */
  readonly written: boolean;
}

/** What becomes of a call that meets the fault once, without retries and with them. */
type Row = Readonly<Record<RetryClass, Readonly<Record<"off" | "on", Expectation>>>>;

const ends = (end: End, written: boolean): Expectation => ({ end, written });
const always = (end: End, written: boolean) => ({ off: ends(end, written), on: ends(end, written) });
const read = (off: End, on: End) => ({ off: ends(off, false), on: ends(on, false) });

/** A write that is not carried out, of which nobody can know, and which all but a create repeat. */
const lostBefore = (name: string): Row => {
  const repeated = { off: ends(`${name} unknown 1`, false), on: ends("result 2", true) };
  return {
    create: always(`${name} unknown 1`, false),
    upsert: repeated,
    delete: repeated,
    get: read(`${name} not-done 1`, "result 2"),
  };
};

/** The same for a write that was carried out: a delete that is repeated is answered 404. */
const lostAfter = (name: string): Row => ({
  create: always(`${name} unknown 1`, true),
  upsert: { off: ends(`${name} unknown 1`, true), on: ends("result 2", true) },
  delete: { off: ends(`${name} unknown 1`, true), on: ends("ApiError unknown 2", true) },
  get: read(`${name} not-done 1`, "result 2"),
});

/** The same end for every write, and one for reads. */
const everyWrite = (write: Row["create"], get: Row["get"]): Row => ({
  create: write,
  upsert: write,
  delete: write,
  get,
});

/** A response that ends a call whatever is allowed to be repeated. */
const final = (name: string, outcome: "not-done" | "unknown", written: boolean): Row =>
  everyWrite(always(`${name} ${outcome} 1`, written), read(`${name} not-done 1`, `${name} not-done 1`));

const unharmed = everyWrite(always("result 1", true), read("result 1", "result 1"));

const refusedToTake = everyWrite(
  { off: ends("ApiError not-done 1", false), on: ends("result 2", true) },
  read("ApiError not-done 1", "result 2"),
);

export const faultMatrix: readonly { readonly fault: RequestFault; readonly row: Row }[] = [
  ...[408, 500, 502, 503, 504].map((status) => ({
    fault: { kind: "status", status } as const,
    row: lostBefore("ApiError"),
  })),
  { fault: { kind: "status", status: 429, headers: { "retry-after": "0" } }, row: refusedToTake },
  ...[400, 401, 403, 404, 409, 413, 415].map((status) => ({
    fault: { kind: "status", status } as const,
    row: final("ApiError", "not-done", false),
  })),
  { fault: { kind: "status", status: 501 }, row: final("ApiError", "unknown", false) },
  { fault: { kind: "status", status: 200, body: {} }, row: final("MalformedResponseError", "unknown", false) },
  { fault: { kind: "latency", ms: faultMs }, row: unharmed },
  { fault: { kind: "slowBody", ms: faultMs }, row: unharmed },
  { fault: { kind: "resetBefore" }, row: lostBefore("ConnectionError") },
  { fault: { kind: "resetAfter" }, row: lostAfter("ConnectionError") },
  { fault: { kind: "cutBody" }, row: lostAfter("ConnectionError") },
  { fault: { kind: "html", status: 502 }, row: lostBefore("ApiError") },
  { fault: { kind: "html", status: 403 }, row: final("ApiError", "not-done", false) },
  { fault: { kind: "html", status: 200 }, row: final("MalformedResponseError", "unknown", true) },
  { fault: { kind: "empty", status: 503 }, row: lostBefore("ApiError") },
  {
    // A delete has nothing to return.
    fault: { kind: "empty", status: 201 },
    row: { ...final("MalformedResponseError", "unknown", true), delete: always("result 1", true) },
  },
  {
    fault: { kind: "redirect", location: "https://elsewhere.example/" },
    row: final("RedirectError", "unknown", false),
  },
  { fault: { kind: "redirect", location: "/", status: 301 }, row: final("RedirectError", "unknown", false) },
  { fault: { kind: "noResponse" }, row: lostBefore("TimeoutError") },
];
