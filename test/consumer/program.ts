/** The calls of each consumer: create, upsert, wait, write many, read, and handle an error. */
import {
  ApiError,
  isRegistryError,
  parseTaskId,
  waitForTask,
  writeResources,
  type CreateResourceResult,
  type RegistryClient,
  type ResourceOperation,
  type Task,
  type TaskId,
} from "clinia-registry-client";

interface Patient {
  name: { family: string; given?: string[] }[];
}

/** Writes to this resource type are ACCEPTED as tasks. */
export const ingestedType = "clinic";

export const expectedLines = [
  "created PERSISTED Tremblay",
  "upserted PERSISTED Roy",
  "waited ACCEPTED SUCCESS",
  "written SUCCESS",
  "written SUCCESS",
  "read Roy",
  "rejected ApiError 409 ALREADY_EXISTS true",
  "parsed oneOf 27",
];

export async function steps(registry: RegistryClient): Promise<string[]> {
  const lines: string[] = [];
  const source = { sourceKey: "ehr-prod" };
  const path = { ...source, resourceType: "patient" };
  const patient = { ...path, id: "patient-0001" };
  const created: CreateResourceResult<Patient> = await registry.createResource<Patient>(path, {
    id: patient.id,
    data: { name: [{ family: "Tremblay" }] },
  });
  lines.push(`created ${created.status} ${created.resource?.data.name[0]?.family ?? ""}`);
  const upserted = await registry.upsertResource<Patient>(patient, { data: { name: [{ family: "Roy" }] } });
  lines.push(`upserted ${upserted.status} ${upserted.resource?.data.name[0]?.family ?? ""}`);

  const clinic = await registry.createResource({ ...source, resourceType: ingestedType }, { data: {} });
  const task: Task = await waitForTask(registry, { ...source, taskId: clinic }, { deadlineMs: 60_000 });
  lines.push(`waited ${clinic.status} ${task.status}`);

  for await (const outcome of writeResources(registry, source, operations(), { deadlineMs: 60_000 })) {
    lines.push(`written ${outcome.ok ? outcome.receipt.status : outcome.error.message}`);
  }

  const { data } = await registry.http.GET("/sources/{sourceKey}/v1/resources/{resourceType}/{id}", {
    params: { path: patient },
  });
  lines.push(`read ${(data?.data as Patient | undefined)?.name[0]?.family ?? ""}`);

  try {
    await registry.createResource(path, { id: patient.id, data: {} });
  } catch (error) {
    if (!isRegistryError(error) || error.name !== "ApiError") throw error;
    lines.push(["rejected", error.name, error.status, error.type, error instanceof ApiError].join(" "));
  }

  const taskId: TaskId = parseTaskId(created.taskId);
  if (taskId.kind !== "unknown") lines.push(`parsed ${taskId.kind} ${taskId.id.length}`);
  return lines;
}

function* operations(): Generator<ResourceOperation<Patient>> {
  for (const family of ["Lavoie", "Gagnon"]) {
    yield { action: "CREATE", create: { type: "patient", data: { name: [{ family }] } } };
  }
}

/**
 * Calls that must not compile, which shows that no type is `any`. Not called.
 *
 * @public
 */
export function invalidCalls(registry: RegistryClient) {
  const path = { sourceKey: "ehr-prod", resourceType: "patient" };
  return {
    // @ts-expect-error: a misspelt field of a body.
    misspelt: registry.createResource(path, { dta: {} }),
    // @ts-expect-error: a path without its resource type.
    incomplete: registry.getResource({ sourceKey: "ehr-prod", id: "patient-0001" }),
    // @ts-expect-error: a path outside the contract. This needs the types of openapi-fetch.
    unknown: registry.http.GET("/sources"),
    // @ts-expect-error: an unknown kind.
    isOther: parseTaskId("s_1").kind === "other",
  };
}
