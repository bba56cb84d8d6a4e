import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  ApiError,
  BrowseExpiredError,
  InvalidRequestError,
  isRegistryError,
  type BrowseClient,
  type BrowseRequest,
} from "../../src/index.ts";
import { browseAll, createRegistryClient } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { printed } from "../support/printed.ts";
import { errorResponse } from "../support/scripted-fetch.ts";
import { clientOf, key, start } from "../support/start.ts";
import { sourcePath } from "../support/task-operations.ts";
import { thrown, thrownBy } from "../support/thrown.ts";
import { collected } from "../support/writes.ts";

const collectionKeys = ["patient"];
const body: BrowseRequest = { collectionKeys };
const hit = (id: string) => ({ hitType: "RESOURCE", resource: { id, type: "patient", data: {} } });
const page = (cursor: unknown, hits: readonly unknown[] | null = [hit("a")], total = 1_000) => ({
  hits,
  meta: { total, ...(cursor !== undefined && { cursor }) },
});

/** A client whose requests receive these pages in order, and the bodies that it sends. */
function respondingWith(...pages: readonly object[]) {
  const { registry, requests } = start(
    pages.map((each) => () => Response.json(each)),
    { retry: false },
  );
  return { registry, bodies: () => Promise.all(requests.map((request) => request.json() as Promise<unknown>)) };
}

const withCursor = (cursor: string) => ({ collectionKeys, params: { cursor } });

test("reads 2,500 resources over HTTP, 1,000 per page", async () => {
  const embedded = createEmbeddedRegistry();
  onTestFinished(() => embedded.close());
  const { url } = await embedded.listen();
  const registry = createRegistryClient({ baseUrl: url, apiKey: key });
  const ids = Array.from({ length: 2_500 }, (_, index) => `patient-${index}`);
  const operations = ids.map((id) => ({ action: "UPSERT" as const, upsert: { id, type: "patient", data: {} } }));
  await registry.bulkResources(sourcePath, { operations });
  await embedded.completeTasks();

  const pages = await collected(browseAll(registry, sourcePath, { collectionKeys, params: { perPage: 1_000 } }));
  expect(pages.map(({ hits, meta }) => [hits.length, meta.total])).toStrictEqual([
    [1_000, 2_500],
    [1_000, 2_500],
    [500, 2_500],
  ]);
  expect(pages.flatMap(({ hits }) => hits.map(({ resource }) => resource?.id))).toStrictEqual(ids);
});

test("sends the same body with each cursor, and the options with each request", async () => {
  const { registry, requests } = start([
    () => Response.json(page("1")),
    () => Response.json(page("2")),
    () => Response.json(page(undefined)),
  ]);
  const params = { filter: { eq: { "resources.patient.gender": "male" } }, perPage: 5 };
  const options = { headers: { traceparent: "00-1" } };
  await collected(browseAll(registry, sourcePath, { collectionKeys, params }, options));
  expect(await Promise.all(requests.map((request) => request.json() as Promise<unknown>))).toStrictEqual([
    { collectionKeys, params },
    { collectionKeys, params: { ...params, cursor: "1" } },
    { collectionKeys, params: { ...params, cursor: "2" } },
  ]);
  expect(requests.map(({ headers }) => headers.get("traceparent"))).toStrictEqual(["00-1", "00-1", "00-1"]);
});

test("starts with the cursor of the body", async () => {
  const { registry, bodies } = respondingWith(page("2"), page(undefined));
  await collected(browseAll(registry, sourcePath, withCursor("1")));
  expect(await bodies()).toStrictEqual([withCursor("1"), withCursor("2")]);
});

describe("ends, whatever the total is, after a page", () => {
  const first = page("1");
  test.each([
    { name: "without a cursor", pages: [first, page(undefined)], sent: 2 },
    { name: "whose cursor is null", pages: [first, page(null)], sent: 2 },
    { name: "whose cursor is empty", pages: [first, page("")], sent: 2 },
    { name: "whose cursor was the last one", pages: [first, page("1")], sent: 2 },
    { name: "whose cursor was an earlier one", pages: [first, page("2"), page("3"), page("1")], sent: 4 },
    { name: "whose cursor is that of the body", pages: [first, page("2"), page("0")], sent: 3, from: "0" },
    { name: "without hits", pages: [first, page("2", [])], sent: 2 },
    { name: "whose hits are null", pages: [first, page("2", null)], sent: 2 },
    { name: "whose meta is null", pages: [first, { hits: [hit("b")], meta: null }], sent: 2 },
    { name: "without hits, the first one", pages: [page("1", [])], sent: 1 },
    { name: "without hits and meta, the first one", pages: [{ hits: null, meta: {} }], sent: 1 },
  ])("$name", async ({ pages, sent, from }) => {
    for (const total of [0, 1, 1_000_000]) {
      const lying = pages.map((each) => ({ ...each, meta: each.meta && { ...each.meta, total } }));
      const { registry, bodies } = respondingWith(...lying, page("another page"));
      const read = await collected(
        browseAll(registry, sourcePath, from === undefined ? body : { collectionKeys, params: { cursor: from } }),
      );
      expect(read).toHaveLength(sent);
      expect(await bodies()).toHaveLength(sent);
    }
  });
});

test("rejects a cursor that is not a string, before it is sent", async () => {
  const { registry, bodies } = respondingWith({ hits: [{ hitType: "RESOURCE" }], meta: { cursor: { a: 1 } } });
  const reading = collected(browseAll(registry, sourcePath, { collectionKeys }));
  await expect(reading).rejects.toMatchObject({ name: "InvalidRequestError", field: "params.cursor" });
  expect(await bodies()).toHaveLength(1);
});

test("reads on while there are new cursors, although the total was reached", async () => {
  const { registry } = respondingWith(
    page("1", [hit("a")], 1),
    page("2", [hit("b")], 1),
    page(undefined, [hit("c")], 1),
  );
  const read = await collected(browseAll(registry, sourcePath, body));
  expect(read.flatMap(({ hits }) => hits.map(({ resource }) => resource?.id))).toStrictEqual(["a", "b", "c"]);
});

describe("a cursor that has expired", () => {
  const patients = ["a", "b", "c", "d"];

  /** An embedded registry with four patients, and a clock that `pass` moves. */
  async function startWithPatients() {
    const passed = { ms: 0 };
    const embedded = createEmbeddedRegistry({ now: () => new Date(Date.parse("2025-05-13") + passed.ms) });
    const registry = clientOf(embedded.fetch);
    for (const id of patients)
      await registry.createResource({ ...sourcePath, resourceType: "patient" }, { id: `p-${id}`, data: {} });
    return { registry, pass: (ms: number) => (passed.ms += ms) };
  }

  test("throws BrowseExpiredError with the number of pages that were read", async () => {
    const { registry, pass } = await startWithPatients();
    const seen: number[] = [];
    const error = await thrownBy(BrowseExpiredError, async () => {
      for await (const { hits } of browseAll(registry, sourcePath, { collectionKeys, params: { perPage: 1 } })) {
        seen.push(hits.length);
        if (seen.length === 3) pass(300_000);
      }
    });
    expect(seen).toStrictEqual([1, 1, 1]);
    expect(error).toMatchObject({
      ...{ name: "BrowseExpiredError", pagesRead: 3, operationId: "browse", attempts: 1, outcome: "not-done" },
      cause: { name: "ApiError", status: 404, type: "NOT_FOUND" },
    });
    expect(isRegistryError(error) && error.message).toBe(
      "The browse session expired (pages read: 3): a cursor is valid for 5 minutes. " +
        "Browse again, and spend less time on each page, or set a smaller perPage.",
    );
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ pagesRead: 3, cause: { status: 404 } });
  });

  test("is not expired a moment earlier", async () => {
    const { registry, pass } = await startWithPatients();
    let read = 0;
    for await (const { hits } of browseAll(registry, sourcePath, { collectionKeys, params: { perPage: 1 } })) {
      read += hits.length;
      pass(299_999);
    }
    expect(read).toBe(patients.length);
  });

  test("of the body: no page was read", async () => {
    const registry = clientOf(() => Promise.resolve(errorResponse(404)));
    const error = await thrownBy(BrowseExpiredError, () =>
      browseAll(registry, sourcePath, withCursor("CANARY-1")).next(),
    );
    expect(error.pagesRead).toBe(0);
    expect(printed(error)).not.toContain("CANARY-1");
  });

  test("but a 404 to the first request is an ApiError, and so is another status", async () => {
    const missing = clientOf(() => Promise.resolve(errorResponse(404)));
    expect(await thrownBy(ApiError, () => browseAll(missing, sourcePath, body).next())).toMatchObject({ status: 404 });
    const { registry } = start([() => Response.json(page("1")), () => errorResponse(403)]);
    const error = await thrownBy(ApiError, () => collected(browseAll(registry, sourcePath, body)));
    expect(error.status).toBe(403);
  });
});

test("an unknown cursor of browse is an ApiError that names the cursor", async () => {
  const registry = clientOf(createEmbeddedRegistry().fetch);
  const error = await thrownBy(ApiError, () => registry.browse(sourcePath, withCursor("CANARY-1")));
  expect(error.message).toBe(
    "browse: 404 NOT_FOUND. The source or the cursor (valid for 5 minutes) does not exist: " +
      "check sourceKey, params.cursor, and baseUrl or workspaceId.",
  );
});

test("a page is retried as a read is, and is the same page", async () => {
  const embedded = createEmbeddedRegistry();
  const registry = clientOf(embedded.fetch, { retry: { backoffMs: 1 } });
  for (const id of ["p-1", "p-2"]) {
    await registry.createResource({ ...sourcePath, resourceType: "patient" }, { id, data: {} });
  }
  const read: (string | undefined)[] = [];
  const faults = [
    { kind: "resetAfter" },
    { kind: "status", status: 503 },
    { kind: "cutBody" },
    { kind: "resetBefore" },
  ] as const;
  embedded.faults.nextRequests(1, faults[0]);
  embedded.faults.nextRequests(1, faults[1]);
  for await (const { hits } of browseAll(registry, sourcePath, { collectionKeys, params: { perPage: 1 } })) {
    read.push(...hits.map(({ resource }) => resource?.id));
    if (read.length === 1) for (const fault of faults.slice(2)) embedded.faults.nextRequests(1, fault);
  }
  expect(read).toStrictEqual(["p-1", "p-2"]);
});

test("after the retries the error of the page is thrown, with the outcome not-done", async () => {
  const { registry, clock } = start([() => Response.json(page("1")), () => errorResponse(503)]);
  const error = await thrownBy(ApiError, () => clock.settle(collected(browseAll(registry, sourcePath, body))));
  expect(error).toMatchObject({ status: 503, attempts: 3, outcome: "not-done" });
});

describe("an abort ends the loop with the reason of the signal", () => {
  const reason = new Error("the user closed the page");

  test("between two pages, also with a stub that ignores the signal", async () => {
    let requests = 0;
    const stub = {
      browse: () => Promise.resolve({ hits: [hit("a")], meta: { cursor: String(++requests) } }),
    } as unknown as BrowseClient;
    const controller = new AbortController();
    const pages = browseAll(stub, sourcePath, body, { signal: controller.signal });
    await pages.next();
    controller.abort(reason);
    expect(await thrown(() => pages.next())).toBe(reason);
    expect(requests).toBe(1);
    expect(await pages.next()).toStrictEqual({ done: true, value: undefined });
  });

  test("during a request, and before the first one", async () => {
    const { registry, requests } = start([() => "stuck"]);
    const controller = new AbortController();
    const next = browseAll(registry, sourcePath, body, { signal: controller.signal }).next();
    const ended = thrown(() => next);
    await setTimeout(1);
    controller.abort(reason);
    expect(await ended).toBe(reason);
    expect(await thrown(() => browseAll(registry, sourcePath, body, { signal: controller.signal }).next())).toBe(
      reason,
    );
    expect(requests).toHaveLength(1);
  });
});

test("requests a page only when the loop asks for it, and nothing more when the loop is exited early", async () => {
  const { registry, bodies } = respondingWith(page("1"), page("2"), page("3"));
  const pages = browseAll(registry, sourcePath, body);
  await setTimeout(1);
  expect(await bodies()).toHaveLength(0);
  for await (const { hits } of pages) {
    expect(hits).toHaveLength(1);
    break;
  }
  await setTimeout(1);
  expect(await bodies()).toHaveLength(1);
});

describe("refuses", () => {
  const registry = clientOf(() => Promise.reject(new Error("Nothing should be sent.")));

  test.each([
    {
      name: "no client",
      call: () => browseAll(undefined as unknown as BrowseClient, sourcePath, body),
      field: "registry",
    },
    { name: "no path", call: () => browseAll(registry, undefined as never, body), field: "path" },
  ])("$name at once", ({ call, field }) => {
    expect(call).toThrow(expect.objectContaining({ name: "InvalidRequestError", field }) as Error);
  });

  test.each([
    { name: "no body", call: () => browseAll(registry, sourcePath, undefined as never), field: "body" },
    { name: "no collectionKeys", call: () => browseAll(registry, sourcePath, {} as never), field: "collectionKeys" },
    {
      name: "params that are null",
      call: () => browseAll(registry, sourcePath, { collectionKeys, params: null } as never),
      field: "params",
    },
    {
      name: "a perPage over 1,000",
      call: () => browseAll(registry, sourcePath, { collectionKeys, params: { perPage: 1_001 } }),
      field: "params.perPage",
    },
    {
      name: "an unknown option",
      call: () => browseAll(registry, sourcePath, body, { perPage: 5 } as object),
      field: "perPage",
    },
    {
      name: "no source key",
      call: () => browseAll(registry, {} as typeof sourcePath, body),
      field: "sourceKey",
    },
  ])("$name with the first page", async ({ call, field }) => {
    const error = await thrownBy(InvalidRequestError, () => call().next());
    expect(error).toMatchObject({ field, operationId: "browse", attempts: 0 });
  });
});

test("keeps no page that the loop has left", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const count = 300;
  const pages: WeakRef<object>[] = [];
  const stub: BrowseClient = {
    browse: () => {
      const hits = [{ hitType: "RESOURCE" }];
      const result = { hits, meta: pages.length + 1 < count ? { cursor: String(pages.length) } : {} };
      pages.push(new WeakRef(result));
      return Promise.resolve(result);
    },
  };
  let kept = 0;
  for await (const { meta } of browseAll(stub, sourcePath, body)) {
    if (meta.cursor !== undefined) continue;
    await setTimeout(1);
    collectGarbage();
    kept = pages.filter((result) => result.deref() !== undefined).length;
  }
  expect(pages).toHaveLength(count);
  expect(kept).toBeLessThan(10);
});
