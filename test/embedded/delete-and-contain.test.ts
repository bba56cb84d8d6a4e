import { describe, expect, test } from "vitest";
import { startEmbedded, startTime, timeAt } from "../support/embedded-calls.ts";
import { patientPath } from "../support/patient.ts";
import { createPath, send } from "../support/raw-request.ts";

const resourceNotFound = { code: 404, type: "NOT_FOUND", message: "Resource not found." };

describe("a delete", () => {
  test("deletes the resource, and responds with the task and the status", async () => {
    const { upsert, remove, read, stored } = startEmbedded();
    await upsert("patient-1");
    await upsert("patient-2");
    const { data, response } = await remove("patient-1");
    expect(response.status).toBe(200);
    expect(data).toStrictEqual({ taskId: "s_id3", status: "PERSISTED" });
    expect(stored().map(({ id }) => id)).toStrictEqual(["patient-2"]);
    expect((await read("patient-1")).error).toStrictEqual(resourceNotFound);
  });

  test("works over HTTP without a body, also with a fault", async () => {
    const { embedded, upsert, stored } = startEmbedded();
    const { url } = await embedded.listen();
    for (const ms of [undefined, 0]) {
      await upsert("patient-1");
      if (ms !== undefined) embedded.faults.nextRequests(1, { kind: "latency", ms });
      const headers = { "x-clinia-api-key": "key" };
      const response = await fetch(`${url}${createPath}/patient-1`, { method: "DELETE", headers });
      expect([response.status, stored().length]).toStrictEqual([200, 0]);
    }
    await embedded.close();
  });

  test("of a missing resource: 404 NOT_FOUND", async () => {
    const { remove } = startEmbedded();
    expect((await remove("patient-1")).error).toStrictEqual(resourceNotFound);
  });

  test("is accepted as a task when writes are asynchronous", async () => {
    const { embedded, upsert, remove, stored } = startEmbedded({ asynchronous: true });
    await upsert("patient-1");
    await embedded.completeTasks();
    const { data, response } = await remove("patient-1");
    expect([response.status, data?.status]).toStrictEqual([202, "ACCEPTED"]);
    expect(stored()).toHaveLength(1);
    await embedded.completeTasks();
    expect(stored()).toStrictEqual([]);
  });
});

const contact = (name: string) => ({ type: "contact", data: { name } });
const item = (id: string, name: string) => ({ id, type: "contact", data: { name } });

describe("a create of a contained resource", () => {
  test("adds it as the last one, and responds with the containing resource", async () => {
    const { upsert, containNew, pass, stored, embedded } = startEmbedded();
    await upsert("patient-1", { a: 1 });
    pass(1_000);
    const { data, response } = await containNew("patient-1", "contact", { id: "contact-1", ...contact("Hugo") });
    expect(response.status).toBe(201);
    expect(data).toStrictEqual({
      taskId: "s_id2",
      status: "PERSISTED",
      resource: {
        id: "patient-1",
        type: "patient",
        meta: { createdAt: startTime, updatedAt: timeAt(1_000), source: "ehr-prod" },
        data: { a: 1 },
        contained: { contact: [item("contact-1", "Hugo")] },
      },
    });
    await containNew("patient-1", "contact", { id: "contact-2", ...contact("Léa") });
    await containNew("patient-1", "other", { id: "contact-1", ...contact("Paul") });
    expect(stored()).toHaveLength(1);
    expect(embedded.resources(patientPath)[0]?.contained).toStrictEqual({
      contact: [item("contact-1", "Hugo"), item("contact-2", "Léa")],
      other: [item("contact-1", "Paul")],
    });
  });

  test("without an id: the id is generated, before that of the task", async () => {
    const { upsert, containNew } = startEmbedded();
    await upsert("patient-1");
    const { data } = await containNew("patient-1", "contact", contact("Hugo"));
    expect(data).toMatchObject({ taskId: "s_id3", resource: { contained: { contact: [item("id2", "Hugo")] } } });
  });

  test("with an id that exists under the key: 409 ALREADY_EXISTS, and nothing changes", async () => {
    const { upsert, containNew, read } = startEmbedded();
    await upsert("patient-1");
    await containNew("patient-1", "contact", { id: "contact-1", ...contact("Hugo") });
    const { error } = await containNew("patient-1", "contact", { id: "contact-1", ...contact("Léa") });
    const message = "A contained resource with this id exists under this key.";
    expect(error).toStrictEqual({ code: 409, type: "ALREADY_EXISTS", message });
    expect((await read("patient-1")).data?.contained).toStrictEqual({ contact: [item("contact-1", "Hugo")] });
  });

  test("in a missing resource: 404 NOT_FOUND", async () => {
    const { containNew } = startEmbedded();
    expect((await containNew("patient-1", "contact", contact("Hugo"))).error).toStrictEqual(resourceNotFound);
  });

  test("is accepted as a task when writes are asynchronous", async () => {
    const { embedded, upsert, containNew, read, task } = startEmbedded({ asynchronous: true });
    await upsert("patient-1");
    const { data, response } = await containNew("patient-1", "contact", contact("Hugo"));
    expect(response.status).toBe(202);
    expect(data).toStrictEqual({ taskId: "s_id3", status: "ACCEPTED" });
    await embedded.completeTasks();
    expect((await read("patient-1")).data?.contained).toStrictEqual({ contact: [item("id2", "Hugo")] });
    // The contained resource is a part of the resource, which is upserted.
    expect((await task(data?.taskId, true)).data?.receipts).toMatchObject([
      { action: "UPSERT", status: "SUCCESS", targetType: "RESOURCE", id: "patient-1", type: "patient" },
    ]);
  });

  test("that breaks a rule is rejected", async () => {
    const { embedded, upsert } = startEmbedded();
    await upsert("patient-1");
    const body = JSON.stringify({ id: "a/b", data: [], meta: {} });
    const response = await send(embedded, { path: `${createPath}/patient-1/contact`, body });
    expect(response.body.details?.map(({ message }) => message)).toStrictEqual([
      "type is required",
      "meta is not a field of the contract",
      expect.stringMatching(/^id must match pattern/),
      "data must be object",
    ]);
    const dots = JSON.stringify({ id: "..", ...contact("Hugo") });
    const refused = await send(embedded, { path: `${createPath}/patient-1/contact`, body: dots });
    expect(refused.body.details?.map(({ message }) => message)).toStrictEqual(['id must not be "." or ".."']);
  });
});

describe("a delete of a contained resource", () => {
  test("deletes it, and its key with the last one", async () => {
    const { upsert, contain, uncontain, read, pass } = startEmbedded();
    await upsert("patient-1", { a: 1 });
    await contain("patient-1", "contact", "contact-1", contact("Hugo"));
    await contain("patient-1", "contact", "contact-2", contact("Léa"));
    await contain("patient-1", "other", "contact-1", contact("Paul"));
    pass(1_000);
    const { data, response } = await uncontain("patient-1", "contact", "contact-1");
    expect(response.status).toBe(200);
    expect(data).toStrictEqual({ taskId: "s_id5", status: "PERSISTED" });
    const contained = async () => (await read("patient-1")).data?.contained;
    expect(await contained()).toStrictEqual({
      contact: [item("contact-2", "Léa")],
      other: [item("contact-1", "Paul")],
    });
    expect((await read("patient-1")).data?.meta?.updatedAt).toBe(timeAt(1_000));
    await uncontain("patient-1", "contact", "contact-2");
    expect(await contained()).toStrictEqual({ other: [item("contact-1", "Paul")] });
    await uncontain("patient-1", "other", "contact-1");
    expect(await contained()).toStrictEqual({});
    expect((await read("patient-1")).data?.data).toStrictEqual({ a: 1 });
  });

  test("that is missing, or whose resource is missing: 404 NOT_FOUND", async () => {
    const { upsert, contain, uncontain } = startEmbedded();
    expect((await uncontain("patient-1", "contact", "contact-1")).error).toStrictEqual(resourceNotFound);
    await upsert("patient-1");
    const containedNotFound = { code: 404, type: "NOT_FOUND", message: "Contained resource not found." };
    expect((await uncontain("patient-1", "contact", "contact-1")).error).toStrictEqual(containedNotFound);
    await contain("patient-1", "contact", "contact-1", contact("Hugo"));
    expect((await uncontain("patient-1", "contact", "contact-2")).error).toStrictEqual(containedNotFound);
    expect((await uncontain("patient-1", "other", "contact-1")).error).toStrictEqual(containedNotFound);
  });

  test("is accepted as a task when writes are asynchronous", async () => {
    const { embedded, upsert, contain, uncontain, read } = startEmbedded({ asynchronous: true });
    await upsert("patient-1");
    await contain("patient-1", "contact", "contact-1", contact("Hugo"));
    await embedded.completeTasks();
    const { data, response } = await uncontain("patient-1", "contact", "contact-1");
    expect([response.status, data?.status]).toStrictEqual([202, "ACCEPTED"]);
    expect((await read("patient-1")).data?.contained).toHaveProperty("contact");
    await embedded.completeTasks();
    expect((await read("patient-1")).data?.contained).toStrictEqual({});
  });
});

describe("an upsert of a contained resource", () => {
  test("adds it as the last one, or replaces the one with its id, and responds with the containing resource", async () => {
    const { upsert, contain, pass } = startEmbedded();
    await upsert("patient-1", { a: 1 });
    pass(1_000);
    const first = await contain("patient-1", "emergencyContact", "contact-1", contact("Hugo"));
    expect(first.response.status).toBe(201);
    expect(first.data).toStrictEqual({
      taskId: "s_id2",
      status: "PERSISTED",
      resource: {
        id: "patient-1",
        type: "patient",
        meta: { createdAt: startTime, updatedAt: timeAt(1_000), source: "ehr-prod" },
        data: { a: 1 },
        contained: { emergencyContact: [item("contact-1", "Hugo")] },
      },
    });
    await contain("patient-1", "emergencyContact", "contact-2", contact("Jeanne"));
    await contain("patient-1", "__proto__", "contact-1", contact("Paul"));
    const { data, response } = await contain("patient-1", "emergencyContact", "contact-1", contact("Léa"));
    expect(response.status).toBe(200);
    expect(JSON.stringify(data?.resource?.contained)).toBe(
      JSON.stringify({
        emergencyContact: [item("contact-1", "Léa"), item("contact-2", "Jeanne")],
        ["__proto__"]: [item("contact-1", "Paul")],
      }),
    );
  });

  test("keeps its own contained resources", async () => {
    const { upsert, contain } = startEmbedded();
    await upsert("patient-1");
    const contained = { address: [{ id: "1", type: "address", data: {} }] };
    const { data } = await contain("patient-1", "contact", "contact-1", { ...contact("Hugo"), contained });
    expect(data?.resource?.contained).toStrictEqual({ contact: [{ ...item("contact-1", "Hugo"), contained }] });
  });

  test("in a missing resource: 404 NOT_FOUND", async () => {
    const { contain } = startEmbedded();
    expect((await contain("patient-1", "contact", "contact-1", contact("Hugo"))).error).toStrictEqual(resourceNotFound);
  });

  test("is accepted as a task when writes are asynchronous", async () => {
    const { embedded, upsert, contain, read } = startEmbedded({ asynchronous: true });
    await upsert("patient-1");
    const { data, response } = await contain("patient-1", "contact", "contact-1", contact("Hugo"));
    expect(response.status).toBe(202);
    expect(data).toStrictEqual({ taskId: "s_id2", status: "ACCEPTED" });
    await embedded.completeTasks();
    expect((await read("patient-1")).data?.contained).toStrictEqual({ contact: [item("contact-1", "Hugo")] });
  });

  test("that breaks a rule is rejected", async () => {
    const { embedded, upsert } = startEmbedded();
    await upsert("patient-1");
    const body = JSON.stringify({ id: "contact-1", data: [] });
    const response = await send(embedded, { method: "PUT", path: `${createPath}/patient-1/contact/contact-1`, body });
    expect(response.body.details?.map(({ message }) => message)).toStrictEqual([
      "type is required",
      "id is not a field of the contract",
      "data must be object",
    ]);
  });
});
