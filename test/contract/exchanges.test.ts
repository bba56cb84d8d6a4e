import { describe, expect, test } from "vitest";
import { InvalidRequestError, type CreateResourceRequest } from "../../src/index.ts";
import { createRegistryClient, waitForTask, waitForTasks, writeResources } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { againstTheContract, requestProblems, responseProblems, takeReported } from "../support/exchange-check.ts";
import { observedFetch } from "../support/observed-fetch.ts";
import { patientPath, persisted } from "../support/patient.ts";
import { send } from "../support/raw-request.ts";
import { leaks } from "../support/secret-check.ts";
import { thrown } from "../support/thrown.ts";
import { remove } from "../support/writes.ts";

const url = "https://acme.clinia.cloud/sources/ehr-prod/v1/resources/patient";
const objectsUrl = "https://acme.clinia.cloud/sources/ehr-prod/v1/objects/referrals";
const headers = { "content-type": "application/json", "x-clinia-api-key": "key" };
const request = { method: "POST", url, headers: new Headers(headers), body: '{"data":{}}' };
const response = { status: 201, headers: new Headers(headers), body: JSON.stringify(persisted) };
const requestName = "The request POST /sources/ehr-prod/v1/resources/patient";

function readTask(query: string) {
  return { method: "GET", url: `https://acme.clinia.cloud/sources/ehr-prod/v1/tasks/s_1${query}`, body: undefined };
}

describe("requests and responses are checked against the contract", () => {
  test.each([
    { change: {}, problems: [] },
    { change: { url: `https://proxy.example/clinia${new URL(url).pathname}` }, problems: [] },
    {
      change: { method: "PUT" },
      problems: [`${requestName.replace("POST", "PUT")} is not an operation of the contract.`],
    },
    {
      change: { headers: new Headers({ "content-type": "application/json" }) },
      problems: [`${requestName} has no X-Clinia-API-Key header.`],
    },
    {
      change: { headers: new Headers({ ...headers, "content-type": "text/plain" }) },
      problems: [`${requestName}: its media type is "text/plain".`],
    },
    {
      change: { url: url.replace("ehr-prod", "_ehr") },
      problems: [
        `${requestName.replace("ehr-prod", "_ehr")}: its value must match pattern "^[a-zA-Z0-9-][\\w-]{0,61}$".`,
      ],
    },
    { change: { body: "{" }, problems: [`${requestName}: its body is not JSON.`] },
    { change: { body: undefined }, problems: [`${requestName}: its body is not JSON.`] },
    { change: { body: "{}" }, problems: [`${requestName}: its value must have required property 'data'.`] },
    { change: { url: `${url}/bulk`.replace("/patient", ""), body: '{"operations":[]}' }, problems: [] },
    {
      change: { url: `${url}?now=true` },
      problems: [`${requestName}: the contract has no parameter now in its query.`],
    },
    ...["true", "false"].map((value) => ({ change: readTask(`?withReceipts=${value}`), problems: [] })),
    ...["maybe", "1", ""].map((value) => ({
      change: readTask(`?withReceipts=${value}`),
      problems: ["The request GET /sources/ehr-prod/v1/tasks/s_1: its withReceipts must be boolean."],
    })),
  ])("a request with $change", ({ change, problems }) => {
    expect(requestProblems({ ...request, ...change })).toStrictEqual(problems);
  });

  const createObject = (parts: Readonly<Record<string, string | Blob>>, more: object = {}) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(parts)) form.append(name, value);
    const formHeaders = new Headers({ "x-clinia-api-key": "key" });
    return { method: "POST", url: objectsUrl, headers: formHeaders, body: form, ...more };
  };
  const file = new Blob(["abc"]);
  const objectName = "The request POST /sources/ehr-prod/v1/objects/referrals";
  test.each([
    { name: "a file", sent: createObject({ file }), problems: [] },
    { name: "a file and JSON", sent: createObject({ data: '{"data":{}}', file }), problems: [] },
    { name: "no file", sent: createObject({}), problems: ["its value must have required property 'file'."] },
    {
      ...{ name: "another field", sent: createObject({ scan: file, file }) },
      problems: ["its value must NOT have additional properties."],
    },
    { name: "text as JSON", sent: createObject({ data: "{", file }), problems: ["its /data must be object."] },
    {
      name: "other JSON",
      sent: createObject({ data: '{"data":5}', file }),
      problems: ["its /data/data must be object."],
    },
    {
      ...{ name: "JSON in the place of a form", sent: createObject({}, { headers: new Headers(headers), body: "{}" }) },
      problems: ['its media type is "application/json".'],
    },
  ])("a form with $name", ({ sent, problems }) => {
    expect(requestProblems(sent)).toStrictEqual(problems.map((problem) => `${objectName}: ${problem}`));
  });

  const responseName = "The response 201 to createResource";
  test.each([
    { change: {}, problems: [] },
    { change: { body: '{"status":"PERSISTED"}' }, problems: ["taskId", "resource"].map(required) },
    { change: { body: JSON.stringify({ ...persisted, status: "ACCEPTED" }) }, problems: [] },
    {
      change: { body: JSON.stringify({ ...persisted, status: "DONE" }) },
      problems: [
        `${responseName}: its /status must be equal to one of the allowed values.`,
        `${responseName}: its /status must be equal to one of the allowed values.`,
        `${responseName}: its value must match exactly one schema in oneOf.`,
      ],
    },
    { change: { headers: new Headers() }, problems: [`${responseName}: its media type is "".`] },
    {
      change: { status: 418, body: '{"code":418,"message":"a teapot"}' },
      problems: ["The response 418 to createResource: its value must have required property 'type'."],
    },
  ])("a response with $change", ({ change, problems }) => {
    expect(responseProblems(request, { ...response, ...change })).toStrictEqual(problems);
  });

  function required(property: string): string {
    return `${responseName}: its value must have required property '${property}'.`;
  }

  test("a response to a path outside the contract is not checked", () => {
    expect(responseProblems({ ...request, method: "PATCH" }, { ...response, body: "" })).toStrictEqual([]);
  });
});

describe("every test checks its requests and responses", () => {
  test("a request of the client", async () => {
    const { fetch } = observedFetch(() => Response.json(persisted));
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
    const body = { data: {}, contained: 5 } as unknown as CreateResourceRequest;
    await registry.createResource(patientPath, body);
    expect(takeReported()).toStrictEqual([`${requestName}: its /contained must be object.`]);
    await againstTheContract(() => registry.createResource(patientPath, body));
    expect(takeReported()).toStrictEqual([]);
  });

  test.each([[], [{ onRequest: () => undefined }]])(
    "a form of the client, with the middlewares %j",
    async (...used) => {
      const { fetch } = observedFetch(() => Response.json({ taskId: "s_1", status: "ACCEPTED" }));
      const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
      registry.http.use(...used);
      const body = { file: new File(["abc"], "Tremblay.pdf"), data: 5 as never };
      await registry.createObject({ sourceKey: "ehr-prod", collectionKey: "referrals" }, body);
      const name = "The request POST /sources/ehr-prod/v1/objects/referrals";
      expect(takeReported()).toStrictEqual([`${name}: its /data/data must be object.`]);
      expect(leaks({ message: "Tremblay.pdf" })).toHaveLength(1);
    },
  );

  test("a response of the embedded registry", async () => {
    const embedded = createEmbeddedRegistry({ newId: () => 5 as unknown as string });
    await send(embedded);
    expect(takeReported()).toStrictEqual(["The response 201 to createResource: its /resource/id must be string."]);
  });
});

describe("every test checks its errors and events for secrets", () => {
  const id = "TREA80010112";
  const key = "key-CANARY-7f3a";
  const quoting = new InvalidRequestError({ field: "id", reason: `it is ${id}.` });
  const path = { sourceKey: "ehr-prod" };
  const options = { deadlineMs: 60_000 };
  const reject = () => Promise.reject(quoting);
  const standIn = { getTask: reject, bulkResources: reject };

  function startQuoting() {
    const { fetch } = observedFetch(() => Response.json(persisted));
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: key, fetch });
    registry.http.use({ onRequest: reject });
    return registry;
  }
  const read = () => startQuoting().getResource({ ...patientPath, id });
  /** Sends the id once. */
  async function rememberId() {
    await thrown(read);
    takeReported();
  }

  test.each<{ name: string; call: () => Promise<unknown> }>([
    { name: "a method, of its path", call: read },
    { name: "a method, of its body", call: () => startQuoting().createResource(patientPath, { data: { card: [id] } }) },
    {
      name: "http",
      call: () =>
        startQuoting().http.GET("/sources/{sourceKey}/v1/resources/{resourceType}/{id}", {
          params: { path: { ...patientPath, id } },
        }),
    },
    {
      name: "waitForTask",
      call: () => rememberId().then(() => waitForTask(standIn, { ...path, taskId: "s_1" }, options)),
    },
    { name: "waitForTasks", call: () => rememberId().then(() => waitForTasks(standIn, path, ["s_1"], options).next()) },
    { name: "writeResources", call: () => writeResources(standIn, path, [remove(id)], options).next() },
  ])("an error of $name", async ({ call }) => {
    await call().catch(() => undefined);
    expect(takeReported()).toStrictEqual([expect.stringContaining(`Invalid id: it is ${id}.`)]);
  });

  test("the ids of the registry are not secrets, except one equal to the key", async () => {
    await rememberId();
    expect(leaks({ requestId: id, taskId: id })).toStrictEqual([]);
    expect(leaks({ path: id })).toHaveLength(1);
    expect(leaks({ requestId: key })).toHaveLength(1);
  });

  test("a key that is too short to search for", async () => {
    const { fetch } = observedFetch(() => Response.json(persisted));
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key", fetch });
    await registry.createResource(patientPath, { data: {} });
    expect(new Set(takeReported())).toStrictEqual(new Set(['The key "key" is too short to be searched for.']));
  });
});
