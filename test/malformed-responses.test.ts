import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { MalformedResponseError, RegistryError } from "../src/index.ts";
import { createRegistryClient } from "./support/client.ts";
import { callAnswered, canary } from "./support/call-answered.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { thrownBy } from "./support/thrown.ts";

describe("a 2xx that is not the contract's is a MalformedResponseError", () => {
  const { taskId } = persisted;
  const html = { headers: { "content-type": "text/html; charset=utf-8" } };

  test.each([
    {
      name: "HTML",
      answer: () => new Response(`<html>${canary}</html>`, html),
      contentType: "text/html",
      taskId: undefined,
    },
    {
      name: "an empty body",
      answer: () => new Response(null, { status: 201 }),
      contentType: undefined,
      taskId: undefined,
    },
    {
      name: "204",
      answer: () => new Response(null, { status: 204 }),
      contentType: undefined,
      taskId: undefined,
    },
    {
      name: "an array",
      answer: () => Response.json([persisted]),
      contentType: "application/json",
      taskId: undefined,
    },
    {
      name: "null",
      answer: () => Response.json(null),
      contentType: "application/json",
      taskId: undefined,
    },
    {
      name: "a body cut behind the taskId",
      answer: () => new Response(JSON.stringify(persisted).slice(0, -10)),
      contentType: "text/plain",
      taskId,
    },
    {
      name: "a body cut behind status and taskId",
      answer: () => new Response(` { "status" : "PERSISTED" , "taskId" : "${taskId}", "resource": {`),
      contentType: "text/plain",
      taskId,
    },
    {
      name: "a body cut behind a taskId that is empty",
      answer: () => new Response(`{"taskId":"","status":"PERSISTED",`),
      contentType: "text/plain",
      taskId: undefined,
    },
    {
      name: "PERSISTED with a resource that is empty",
      answer: () => Response.json({ ...persisted, resource: {} }),
      contentType: "application/json",
      taskId,
    },
    {
      name: "a body cut inside the taskId",
      answer: () => new Response(`{"taskId":"s_2wil2ze`),
      contentType: "text/plain",
      taskId: undefined,
    },
    {
      name: "a body cut behind a taskId that is not its own",
      answer: () => new Response(`{"resource":{"data":{"taskId":"${canary}","x":`),
      contentType: "text/plain",
      taskId: undefined,
    },
    {
      name: "PERSISTED without taskId and resource",
      answer: () => Response.json({ status: "PERSISTED" }),
      contentType: "application/json",
      taskId: undefined,
    },
    {
      name: "a status that is not known",
      answer: () => Response.json({ ...persisted, status: "QUEUED" }),
      contentType: "application/json",
      taskId,
    },
    {
      name: "no status",
      answer: () => Response.json({ ...persisted, status: undefined }),
      contentType: "application/json",
      taskId,
    },
    {
      name: "PERSISTED without resource",
      answer: () => Response.json({ ...persisted, resource: undefined }),
      contentType: "application/json",
      taskId,
    },
    {
      name: "PERSISTED with a resource that is a text",
      answer: () => Response.json({ ...persisted, resource: canary }),
      contentType: "application/json",
      taskId,
    },
    {
      name: "a content type that is no media type",
      answer: () => new Response("", { headers: { "content-type": `card ${canary}` } }),
      contentType: undefined,
      taskId: undefined,
    },
  ])("$name", async ({ answer, contentType, taskId }) => {
    const error = await thrownBy(MalformedResponseError, callAnswered(answer));
    expect(error.outcome).toBe("unknown");
    expect(error).toBeInstanceOf(RegistryError);
    expect(error.name).toBe("MalformedResponseError");
    expect(error).toMatchObject({ operationId: "createResource", status: answer().status, contentType, taskId });
    expect(error.cause).toBeUndefined();
    expect(inspect(error)).not.toContain(canary);
  });
});

describe("a read that is answered 2xx and no resource is a MalformedResponseError, of which nothing was written", () => {
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
