import { describe, expect, test } from "vitest";
import { ApiError, isRegistryError, type AnyRegistryError, type ErrorContext, type Receipt } from "../../src/index.ts";
import * as callMessages from "../../src/errors/messages.ts";
import * as taskMessages from "../../src/errors/task-messages.ts";
import { errorTypes } from "../../src/generated/contract.ts";
import { canary } from "../support/create-with-response.ts";
import { receipt } from "../support/task-responses.ts";
import {
  connections,
  fetchTimeouts,
  malformed,
  missingReceipts,
  redirects,
  refusals,
  responses,
} from "./message-cases.ts";

const messages = { ...callMessages, ...taskMessages };

type Outcome = ErrorContext["outcome"];
type Messages = Readonly<Record<string, string>>;

function after(operationId: ErrorContext["operationId"], outcome: Outcome = "unknown", attempts = 1): ErrorContext {
  return { operationId, attempts, elapsedMs: 7, outcome, requestId: "r-1" };
}

/** One context for each piece of advice, and one after retries. */
const contexts: Readonly<Record<string, ErrorContext>> = {
  "a create": after("createResource"),
  "a create that is not done": after("createResource", "not-done"),
  "an upsert": after("upsertResource"),
  "an upsert after 3 attempts": after("upsertResource", "unknown", 3),
  "an upsert that is not done": after("upsertResource", "not-done"),
  "a bulk": after("bulkResources"),
  "a read after 3 attempts": after("getResource", "not-done", 3),
  "a path outside the contract": after(undefined),
};

function each<Case>(cases: Readonly<Record<string, Case>>, message: (each: Case) => string): Messages {
  return Object.fromEntries(Object.entries(cases).map(([name, value]) => [name, message(value)]));
}

const taskId = "bk_2wil2zeXT0V0wAw25pb9Xqha5qw";
const shapeless = `${canary} of Tremblay`;
const lastError = new ApiError(after("getTask", "not-done"), { status: 503, body: {}, redact: (text) => text });
const notFound = new ApiError(after("getTask", "not-done"), { status: 404, body: {}, redact: (text) => text });

const statuses: Readonly<Record<(typeof errorTypes)[number], number>> = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  OUT_OF_RANGE: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  INTERNAL: 500,
  UNIMPLEMENTED: 501,
  CONTENT_TOO_LARGE: 413,
};

function errorResponses(): Messages {
  const error = (status: number, type?: string, more: { retryAfterMs?: number; hasDetails?: boolean } = {}) => ({
    ...{ status, type, retryAfterMs: undefined, hasDetails: false, ...more },
  });
  const refused = after("createResource", "not-done");
  return {
    ...each(Object.fromEntries(errorTypes.map((type) => [type, error(statuses[type], type)])), (response) =>
      messages.errorResponse(refused, response),
    ),
    "INVALID_ARGUMENT with details": messages.errorResponse(
      refused,
      error(400, "INVALID_ARGUMENT", { hasDetails: true }),
    ),
    "an unknown type": messages.errorResponse(refused, error(418, canary)),
    "an unknown type with details": messages.errorResponse(refused, error(418, canary, { hasDetails: true })),
    "429 of the registry": messages.errorResponse(refused, error(429, "RESOURCE_EXHAUSTED")),
    "429 without a type": messages.errorResponse(refused, error(429)),
    "429 with Retry-After": messages.errorResponse(
      after("createResource", "not-done", 3),
      error(429, "RESOURCE_EXHAUSTED", { retryAfterMs: 7_000 }),
    ),
    "429 after an attempt with an unknown outcome": messages.errorResponse(after("upsertResource"), error(429)),
    "a proxy refuses": messages.errorResponse(refused, error(403)),
    "ALREADY_EXISTS after an unknown outcome of a create": messages.errorResponse(
      after("createResource", "unknown", 2),
      error(409, "ALREADY_EXISTS"),
    ),
    "ALREADY_EXISTS of a relationship": messages.errorResponse(
      after("createRelationship", "not-done"),
      error(409, "ALREADY_EXISTS"),
    ),
    "NOT_FOUND of a relationship": messages.errorResponse(
      after("updateRelationship", "not-done"),
      error(404, "NOT_FOUND"),
    ),
    "ALREADY_EXISTS of an object": messages.errorResponse(
      after("createObject", "not-done"),
      error(409, "ALREADY_EXISTS"),
    ),
    "NOT_FOUND of an object": messages.errorResponse(after("getObject", "not-done"), error(404, "NOT_FOUND")),
    "NOT_FOUND of a bulk": messages.errorResponse(after("getResourceBulk", "not-done"), error(404, "NOT_FOUND")),
    "ALREADY_EXISTS after an unknown outcome of an upsert": messages.errorResponse(
      after("upsertResource", "unknown", 2),
      error(409, "ALREADY_EXISTS"),
    ),
    ...each(
      Object.fromEntries(Object.entries(contexts).map(([name, context]) => [`500, ${name}`, context])),
      (context) => messages.errorResponse(context, error(500, "INTERNAL")),
    ),
    ...each(
      Object.fromEntries(Object.entries(contexts).map(([name, context]) => [`502 of a proxy, ${name}`, context])),
      (context) => messages.errorResponse(context, error(502)),
    ),
  };
}

function connectionFailures(): Messages {
  const notSent = after("createResource", "not-done", 3);
  return {
    refused: messages.connectionFailed(notSent, { stage: "connecting", code: "ECONNREFUSED" }),
    "no code": messages.connectionFailed(notSent, { stage: "connecting" }),
    "an untrusted certificate": messages.connectionFailed(after("upsertResource", "not-done"), {
      stage: "connecting",
      isUntrusted: true,
      code: "DEPTH_ZERO_SELF_SIGNED_CERT",
    }),
    ...each(contexts, (context) => messages.connectionFailed(context, { stage: "waiting", code: "ECONNRESET" })),
    "no code while waiting": messages.connectionFailed(after("createResource"), { stage: "waiting" }),
    "cut off": messages.connectionFailed(after("createResource"), { stage: "reading", code: "UND_ERR_SOCKET" }),
    "cut off after the taskId": messages.connectionFailed(after("createResource"), { stage: "reading", taskId }),
    "cut off after a taskId without its shape": messages.connectionFailed(after("createResource"), {
      stage: "reading",
      taskId: shapeless,
    }),
  };
}

function timeouts(): Messages {
  return {
    ...each(contexts, (context) => messages.timedOut(context, { timeoutMs: 30_000, scope: "attempt" })),
    "the deadline": messages.timedOut(after("createResource", "unknown", 3), { timeoutMs: 120_000, scope: "deadline" }),
    "the deadline before a request": messages.timedOut(after("createResource", "not-done", 0), {
      timeoutMs: 120_000,
      scope: "deadline",
    }),
    "fetch itself": messages.timedOut(after("upsertResource"), {
      timeoutMs: Infinity,
      scope: "attempt",
      fetchTimedOutMs: 300_000,
    }),
  };
}

function failedTasks(): Messages {
  const failed = (
    status: string,
    receipts: readonly Receipt[] | undefined,
    outcome: Outcome = "unknown",
    id = taskId,
  ): string =>
    messages.taskFailed(
      { taskId: id, status, ...(receipts && { receipts }) },
      receipts?.filter((each) => each.status !== "SUCCESS") ?? [],
      outcome,
    );
  const success = receipt("SUCCESS");
  const exists = receipt("FAILURE", "ALREADY_EXISTS");
  const unknownType = receipt("FAILURE", canary);
  return {
    "no receipts could be read": failed("FAILURE", undefined),
    "a taskId without its shape": failed("FAILURE", undefined, "unknown", shapeless),
    "an unknown status": failed(canary, undefined),
    "no receipts": failed("FAILURE", []),
    "no receipts of a bundle": failed("FAILURE", [], "not-done"),
    "no receipt failed": failed("FAILURE", [success, success]),
    "some failed": failed("FAILURE", [success, exists, exists, receipt("FAILURE", "INVALID_ARGUMENT")]),
    "all failed": failed("FAILURE", [exists], "not-done"),
    "all failed, and an earlier request may have applied them": failed("FAILURE", [exists]),
    "unknown reasons": failed("FAILURE", [unknownType, unknownType, receipt("FAILURE"), success]),
    cancelled: failed("CANCELLED", [receipt("CANCELLED"), receipt("CANCELLED", "INTERNAL")], "not-done"),
    "more reasons": failed("FAILURE", [
      ...errorTypes.map((type) => receipt("FAILURE", type)),
      ...[receipt("CANCELLED"), unknownType, receipt("FAILURE"), success],
    ]),
  };
}

function expiredWaits(): Messages {
  const wait = { taskId, deadlineMs: 60_000, status: undefined, lastError: undefined };
  const other = { name: "ConnectionError" } as AnyRegistryError;
  return {
    PENDING: messages.taskTimedOut({ ...wait, status: "PENDING" }),
    "PENDING, and the last poll failed": messages.taskTimedOut({ ...wait, status: "PENDING", lastError }),
    "an unknown status": messages.taskTimedOut({ ...wait, status: canary }),
    "no poll ended": messages.taskTimedOut(wait),
    "every poll failed": messages.taskTimedOut({ ...wait, lastError: other }),
    "every poll failed with a status": messages.taskTimedOut({ ...wait, lastError }),
    "not found": messages.taskTimedOut({ ...wait, lastError: notFound }),
    "not found any more": messages.taskTimedOut({ ...wait, status: "PENDING", lastError: notFound }),
    "a taskId without its shape": messages.taskTimedOut({ ...wait, taskId: shapeless }),
  };
}

function failedOperations(): Messages {
  const context = (outcome: Outcome) => after("bulkResources", outcome);
  return {
    "a known type": messages.operationFailed(context("not-done"), taskId, "INVALID_ARGUMENT", "FAILURE"),
    "a known type, and it may have been applied": messages.operationFailed(
      context("unknown"),
      taskId,
      "NOT_FOUND",
      "FAILURE",
    ),
    "on a relationship that may have been written": messages.operationFailed(
      after("bulkRelationships"),
      taskId,
      "NOT_FOUND",
      "FAILURE",
    ),
    cancelled: messages.operationFailed(context("not-done"), taskId, undefined, "CANCELLED"),
    "no known type": messages.operationFailed(context("not-done"), taskId, undefined, "FAILURE"),
    "an unknown status": messages.operationFailed(context("unknown"), taskId, undefined, canary),
    "a taskId without its shape": messages.operationFailed(context("not-done"), shapeless, undefined, "FAILURE"),
  };
}

async function messagesOf(cases: Readonly<Record<string, () => unknown>>): Promise<Messages> {
  const entries: [string, string][] = [];
  for (const [name, call] of Object.entries(cases)) {
    const error = await Promise.resolve()
      .then(call)
      .catch((error: unknown) => error);
    if (!isRegistryError(error)) throw new Error(`${name} does not fail with an error of the client`, { cause: error });
    entries.push([name, error.message]);
  }
  return Object.fromEntries(entries);
}

const all: Readonly<Record<keyof typeof messages, Messages>> = {
  invalidInput: await messagesOf(refusals),
  errorResponse: {
    "a path outside the contract": messages.errorResponse(
      { operationId: undefined, attempts: 1, elapsedMs: 0, outcome: "not-done", requestId: undefined },
      { status: 404, type: "NOT_FOUND", retryAfterMs: undefined, hasDetails: false },
    ),
    ...errorResponses(),
    ...(await messagesOf(responses)),
  },
  connectionFailed: { ...connectionFailures(), ...(await messagesOf(connections)) },
  timedOut: { ...timeouts(), ...(await messagesOf(fetchTimeouts)) },
  redirected: { ...each(contexts, messages.redirected), ...(await messagesOf(redirects)) },
  malformedResponse: await messagesOf(malformed),
  taskFailed: failedTasks(),
  taskTimedOut: expiredWaits(),
  operationFailed: failedOperations(),
  operationNotSent: {
    "an accepted bulk": messages.operationNotSent({ taskId, from: 0, to: 999 }),
    "a bulk without a taskId": messages.operationNotSent({ taskId: undefined, from: 0, to: 0 }),
    "a taskId without its shape": messages.operationNotSent({ taskId: shapeless, from: 3, to: 4 }),
  },
  operationStopped: { always: messages.operationStopped() },
  writeStopped: Object.fromEntries(
    (["refused", "unavailable", "unresolved"] as const).map((reason) => [
      reason,
      messages.writeStopped({ name: "ApiError" }, reason, 2_000),
    ]),
  ),
  receiptMissing: await messagesOf(missingReceipts),
  browseExpired: { "after 3 pages": messages.browseExpired(3) },
  knownErrorType: {},
  noun: {},
};

test("every message is the one in messages.txt", async () => {
  const sections = Object.entries(all).filter(([, cases]) => Object.keys(cases).length > 0);
  const text = sections.map(([name, cases]) => {
    const lines = Object.entries(cases).map(([name, message]) => `${name} | ${message}\n`);
    return `# ${name}\n\n${lines.join("")}`;
  });
  await expect(text.join("\n")).toMatchFileSnapshot("messages.txt");
});

test("every function of messages.ts has cases", () => {
  expect(Object.keys(all).sort()).toStrictEqual(Object.keys(messages).sort());
});

describe("every message", () => {
  const rows = Object.entries(all).flatMap(([name, cases]) =>
    Object.entries(cases).map(([of, message]) => ({ name: `${name}, ${of}`, message })),
  );
  const maxLength = 400;

  test.each(rows)("$name", ({ message }) => {
    const [text = "", ...drawing] = message.split("\n");
    const sentences = text.split(/(?<=\.) /);
    expect(new Set(sentences).size).toBe(sentences.length);
    expect(text).not.toMatch(/ {2}|^ | $|undefined|\[object|NaN/);
    expect(text).toMatch(/[^.]\.$/);
    expect(text.length).toBeLessThanOrEqual(maxLength);
    expect(message.toLowerCase()).not.toContain(canary.toLowerCase());
    expect([0, 2]).toContain(drawing.length);
    if (drawing.length > 0) expect(drawing[1]).toMatch(/^ +\^[ ^]*$/);
  });
});
