import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { createEmbeddedRegistry } from "../../src/embedded/index.ts";
import type { CreateResourceRequest, Resource, ResourcePersisted } from "../../src/index.ts";
import { contractFile } from "../support/contract-copy.ts";
import { createPath, send } from "../support/raw-request.ts";

interface Example {
  summary: string;
  value: unknown;
}
interface Operation {
  requestBody: Content;
  responses: Record<string, Content>;
}
interface Contract {
  paths: Record<string, Partial<Record<"post" | "put" | "get", Operation>>>;
  components: { examples: Record<string, Example> };
}
interface Content {
  content: { "application/json": { examples: Record<string, { $ref: string }> } };
}

const contract = parse(await readFile(contractFile, "utf8")) as Contract;
const { requestBody, responses } = contract.paths["/sources/{sourceKey}/v1/resources/{resourceType}"]?.post ?? {};

function examples(holder: Content | undefined): Record<string, Example> {
  const named = Object.entries(holder?.content["application/json"].examples ?? {});
  return Object.fromEntries(
    named.map(([name, { $ref }]) => {
      const example = contract.components.examples[$ref.replace("#/components/examples/", "")];
      if (example === undefined) throw new Error(`${$ref} is not an example.`);
      return [name, example];
    }),
  );
}

const requests = examples(requestBody);
const persisted = examples(responses?.["201"]);
const accepted = examples(responses?.["202"]);

describe("the contract's examples", () => {
  test("pair each request with its answer", () => {
    expect(Object.keys(requests)).toStrictEqual(["minimal", "callerId", "identifiersAndDates", "contained", "rootId"]);
    expect(Object.keys(persisted)).toStrictEqual(Object.keys(requests));
    expect(Object.keys(accepted)).toStrictEqual(["minimal"]);
  });

  test.each(Object.keys(requests))(
    "%s: the embedded registry answers the request as the example says",
    async (name) => {
      const answer = persisted[name]?.value as ResourcePersisted;
      const request = requests[name]?.value as CreateResourceRequest;
      const resource: Resource = answer.resource;
      const ids = [...(request.id === resource.id ? [] : [resource.id]), answer.taskId.replace("s_", "")];
      for (const id of ids) expect(id).toMatch(/^[0-9A-Za-z]{27}$/);
      const embedded = createEmbeddedRegistry({
        now: () => new Date("2025-05-13T14:00:00.000Z"),
        newId: () => ids.shift() ?? "no more ids",
      });
      const { status, body } = await send(embedded, { body: JSON.stringify(request) });
      expect(status).toBe(201);
      expect(body).toStrictEqual(answer);
    },
  );

  test("minimal, accepted: the embedded registry answers as the example says", async () => {
    const { taskId } = accepted["minimal"]?.value as { taskId: string };
    const embedded = createEmbeddedRegistry({ asynchronous: true, newId: () => taskId.replace("s_", "") });
    const { status, body } = await send(embedded, { body: JSON.stringify(requests["minimal"]?.value) });
    expect(status).toBe(202);
    expect(body).toStrictEqual(accepted["minimal"]?.value);
  });
});

describe("the examples of an upsert and of a read", () => {
  const { put, get } = contract.paths["/sources/{sourceKey}/v1/resources/{resourceType}/{id}"] ?? {};
  const path = `${createPath}/patient-0001`;
  const request = JSON.stringify(examples(put?.requestBody)["upsert"]?.value);
  const exampleOf = (code: string) => examples(put?.responses[code])["upsert"]?.value as ResourcePersisted;

  test("are what the embedded registry answers", async () => {
    const created = exampleOf("201");
    const replaced = exampleOf("200");
    const times = [created.resource.meta?.createdAt, replaced.resource.meta?.updatedAt];
    const ids = [created.taskId, replaced.taskId].map((taskId) => taskId.replace("s_", ""));
    const embedded = createEmbeddedRegistry({
      now: () => new Date(times.shift() ?? ""),
      newId: () => ids.shift() ?? "no more ids",
    });
    const first = await send(embedded, { method: "PUT", path, body: request });
    expect(first).toMatchObject({ status: 201, body: created });
    const stored = await send(embedded, { method: "GET", path, body: null, headers: { "content-type": null } });
    expect(stored.body).toStrictEqual(examples(get?.responses["200"])["stored"]?.value);
    const second = await send(embedded, { method: "PUT", path, body: request });
    expect(second).toMatchObject({ status: 200, body: replaced });
  });

  test("accepted: the embedded registry answers as the example says", async () => {
    const { taskId } = exampleOf("202");
    const embedded = createEmbeddedRegistry({ asynchronous: true, newId: () => taskId.replace("s_", "") });
    const { status, body } = await send(embedded, { method: "PUT", path, body: request });
    expect(status).toBe(202);
    expect(body).toStrictEqual(exampleOf("202"));
  });
});
