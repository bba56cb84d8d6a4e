import { expect, describe, test } from "vitest";
import { isRegistryError, type Fetch, type RegistryEvent } from "../src/index.ts";
import { operations, resourcePath, sent } from "./support/operations.ts";
import { printed } from "./support/printed.ts";
import { clientOf, key } from "./support/start.ts";
import { thrown } from "./support/thrown.ts";

const { id, data } = sent;
const secrets = /CANARY|TREA80010112|tremblay|Mehmet/i;
const answered = (body: BodyInit | null, init: ResponseInit) => () => Promise.resolve(new Response(body, init));
const error = (type: string) => answered(JSON.stringify({ code: 400, type, message: "no" }), { status: 400 });

/** What an answer, or a fetch, says again of what was sent. */
const rows: { name: string; fetch: Fetch; shows?: object }[] = [
  {
    name: "a request id that is the id in the path",
    fetch: answered(null, { status: 500, headers: { "x-request-id": id } }),
    shows: { requestId: undefined },
  },
  {
    name: "a request id with the id in it, in small letters",
    fetch: answered(null, { status: 500, headers: { "x-request-id": `r-${id.toLowerCase()}` } }),
    shows: { requestId: undefined },
  },
  {
    name: "a request id that is the key",
    fetch: answered(null, { status: 500, headers: { "x-request-id": key } }),
    shows: { requestId: undefined },
  },
  {
    name: "a request id that is a text of the body",
    fetch: answered(null, { status: 500, headers: { "x-request-id": data.name } }),
    shows: { requestId: undefined },
  },
  {
    name: "a content type with the key",
    fetch: answered("", { headers: { "content-type": `text/${key}` } }),
    shows: { contentType: undefined },
  },
  { name: "an error type that is a text of the body", fetch: error("MEHMET"), shows: { status: 400 } },
  { name: "an error type that is the id", fetch: error(id), shows: { status: 400 } },
  {
    name: "a redirect to a host that is the key",
    fetch: answered(null, { status: 307, headers: { location: `https://${key}.example/` } }),
    shows: { origin: undefined },
  },
  {
    name: "a redirect to a host that is the id",
    fetch: answered(null, { status: 307, headers: { location: `https://x.${id}.example/` } }),
    shows: { origin: undefined },
  },
  {
    name: "a malformed success of which the taskId is the key",
    fetch: answered(JSON.stringify({ taskId: key, status: "ODD" }), {}),
    shows: { taskId: undefined },
  },
  {
    name: "a malformed success of which the taskId is the id",
    fetch: answered(`{"taskId":"${id}","status":`, {}),
    shows: { taskId: undefined },
  },
  {
    name: "a TypeError with a word of the body",
    fetch: () => Promise.reject(new TypeError("cannot send Mehmet")),
    shows: { cause: { message: "cannot send …" } },
  },
  {
    name: "an error of which the name is a word of the body",
    fetch: () => Promise.reject(Object.assign(new Error("x"), { name: "MehmetError", code: "ECONNRESET" })),
    shows: { cause: { name: "Error" } },
  },
  {
    name: "an error of which the code is a word of the body",
    fetch: () => Promise.reject(Object.assign(new TypeError("x"), { code: "EMEHMET" })),
    shows: { cause: { name: "TypeError", message: "x" } },
  },
];

describe("what an answer repeats of the request shows in no error and no event", () => {
  test.each(rows)("$name", async ({ fetch, shows = {} }) => {
    const told: RegistryEvent[] = [];
    const registry = clientOf(fetch, { onEvent: (event) => told.push(event) });
    // The short forms that names and codes of errors have are words of the body too.
    const body = { data: { ...data, family: "Mehmet", words: ["MehmetError", "EMEHMET"] } };
    const failure = await thrown(() => registry.upsertResource(resourcePath, body));
    expect(isRegistryError(failure)).toBe(true);
    expect(failure).toMatchObject(shows);
    expect(printed(failure) + printed(told)).not.toMatch(secrets);
  });

  test("C11: a key in the path is no secret: what contains the resource type is kept", async () => {
    const body = JSON.stringify({ type: "PATIENT_ARCHIVED", message: "no" });
    const headers = { "x-request-id": "task-patient-7f3a" };
    const registry = clientOf(answered(body, { status: 409, headers }));
    expect(await thrown(() => operations.upsert(registry))).toMatchObject({ requestId: "task-patient-7f3a" });
    const cut = clientOf(answered('{"taskId":"s_2wil_patient_1","status":', {}));
    expect(await thrown(() => operations.upsert(cut))).toMatchObject({ taskId: "s_2wil_patient_1" });
  });

  test("and what it does not repeat shows", async () => {
    const told: RegistryEvent[] = [];
    const registry = clientOf(
      answered(JSON.stringify({ code: 418, type: "TEAPOT", message: "no" }), {
        status: 418,
        headers: { "x-request-id": "r-1" },
      }),
      { onEvent: (event) => told.push(event) },
    );
    expect(await thrown(() => operations.upsert(registry))).toMatchObject({ type: "TEAPOT", requestId: "r-1" });
    expect(told.at(-1)).toMatchObject({ requestId: "r-1" });
  });
});
