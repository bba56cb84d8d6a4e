import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { MalformedResponseError, RegistryError } from "../src/index.ts";
import { createRegistryClient } from "./support/client.ts";
import { createWithResponse, canary } from "./support/create-with-response.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { thrownBy } from "./support/thrown.ts";

describe("a 2xx that does not match the contract is a MalformedResponseError", () => {
  const { taskId } = persisted;
  const html = { headers: { "content-type": "text/html; charset=utf-8" } };

  test.each([
    {
      name: "HTML",
      response: () => new Response(`<html>${canary}</html>`, html),
      contentType: "text/html",
      taskId: undefined,
    },
    {
      name: "an empty body",
      response: () => new Response(null, { status: 201 }),
      contentType: undefined,
      taskId: undefined,
    },
    {
      name: "204",
      response: () => new Response(null, { status: 204 }),
      contentType: undefined,
      taskId: undefined,
    },
    {
      name: "an array",
      response: () => Response.json([persisted]),
      contentType: "application/json",
      taskId: undefined,
    },
    {
      name: "null",
      response: () => Response.json(null),
      contentType: "application/json",
      taskId: undefined,
    },
    {
      name: "a body cut off after the taskId",
      response: () => new Response(JSON.stringify(persisted).slice(0, -10)),
      contentType: "text/plain",
      taskId,
    },
    {
      name: "a body cut off after status and taskId",
      response: () => new Response(` { "status" : "PERSISTED" , "taskId" : "${taskId}", "resource": {`),
      contentType: "text/plain",
      taskId,
    },
    {
      name: "a body cut off after an empty taskId",
      response: () => new Response(`{"taskId":"","status":"PERSISTED",`),
      contentType: "text/plain",
      taskId: undefined,
    },
    {
      name: "PERSISTED with an empty resource",
      response: () => Response.json({ ...persisted, resource: {} }),
      contentType: "application/json",
      taskId,
    },
    {
      name: "a body cut off inside the taskId",
      response: () => new Response(`{"taskId":"s_2wil2ze`),
      contentType: "text/plain",
      taskId: undefined,
    },
    {
      name: "a body cut off after a taskId in the data",
      response: () => new Response(`{"resource":{"data":{"taskId":"${canary}","x":`),
      contentType: "text/plain",
      taskId: undefined,
    },
    {
      name: "PERSISTED without taskId and resource",
      response: () => Response.json({ status: "PERSISTED" }),
      contentType: "application/json",
      taskId: undefined,
    },
    {
      name: "an unknown status",
      response: () => Response.json({ ...persisted, status: "QUEUED" }),
      contentType: "application/json",
      taskId,
    },
    {
      name: "no status",
      response: () => Response.json({ ...persisted, status: undefined }),
      contentType: "application/json",
      taskId,
    },
    {
      name: "PERSISTED without resource",
      response: () => Response.json({ ...persisted, resource: undefined }),
      contentType: "application/json",
      taskId,
    },
    {
      name: "PERSISTED with a string as the resource",
      response: () => Response.json({ ...persisted, resource: canary }),
      contentType: "application/json",
      taskId,
    },
    {
      name: "a content type that is not a media type",
      response: () => new Response("", { headers: { "content-type": `card ${canary}` } }),
      contentType: undefined,
      taskId: undefined,
    },
  ])("$name", async ({ response, contentType, taskId }) => {
    const error = await thrownBy(MalformedResponseError, createWithResponse(response));
    expect(error.outcome).toBe("unknown");
    expect(error).toBeInstanceOf(RegistryError);
    expect(error.name).toBe("MalformedResponseError");
    expect(error).toMatchObject({ operationId: "createResource", status: response().status, contentType, taskId });
    expect(error.cause).toBeUndefined();
    expect(inspect(error)).not.toContain(canary);
  });
});

describe("a 2xx without a resource for a read is a MalformedResponseError with the outcome not-done", () => {
  test.each([{}, { data: {} }, { id: 1, data: {} }, { id: "patient-1", data: [] }, [], null, "text"])(
    "%j",
    async (body) => {
      const { fetch } = observedFetch(() => Response.json(body));
      const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
      const error = await thrownBy(MalformedResponseError, () =>
        registry.getResource({ ...patientPath, id: "patient-1" }),
      );
      expect(error).toMatchObject({ operationId: "getResource", status: 200, contentType: "application/json" });
      expect(error.outcome).toBe("not-done");
    },
  );
});
