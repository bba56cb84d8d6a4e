/** A program with profiles: its client types and checks `data`, and so does the embedded registry. */
import {
  ApiError,
  createRegistryClient,
  InvalidRequestError,
  upsertOperation,
  writeResources,
  type TypedRegistryClient,
} from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";
import { profiles, type Contact, type Patient, type PatientContained, type Profiles } from "./clinia.gen.ts";

const source = { sourceKey: "ehr-prod" } as const;
const patients = { ...source, resourceType: "patient" } as const;
const contact: Contact = { telecom: [{ system: "phone", value: "555-0100" }] };
const patient: Patient = { name: [{ family: "Tremblay" }], birthDate: "1980-02", gender: "non-binary" };

async function main(): Promise<void> {
  const embedded = createEmbeddedRegistry({ profiles });
  const { url } = await embedded.listen();
  const registry = createRegistryClient({ baseUrl: url, apiKey: "any", profiles });
  const contained: PatientContained = { contacts: [{ type: "contact", data: contact }] };
  const created = await registry.createResource(patients, { id: "patient-1", data: patient, contained });
  console.log(`created ${created.status} ${created.resource?.data.name[0]?.family ?? ""}`);
  const read = await registry.getResource({ ...patients, id: "patient-1" });
  console.log(`read ${read.data.birthDate ?? ""} ${read.contained?.contacts?.[0]?.data.telecom[0]?.value ?? ""}`);

  const operations = [upsertOperation("patient", "patient-2", { name: [{ family: "Roy" }] })];
  for await (const { ok } of writeResources(registry, source, operations, { deadlineMs: 60_000 }))
    console.log(`written ${ok}`);

  const misspelt: object = { nmae: [] };
  try {
    await registry.createResource(patients, { data: misspelt as Patient });
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    console.log(`refused ${error.field} ${error.outcome}`);
  }
  try {
    await createRegistryClient({ baseUrl: url, apiKey: "any" }).createResource(patients, { data: {} });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    console.log(`refused by the registry ${error.status} ${error.type}`);
  }
  const [problem] = profiles.check("patient", { data: {} });
  console.log(`checked ${problem?.path ?? ""} ${problem?.message ?? ""}`);
  await embedded.close();
}

/**
 * Calls that must not compile. Not called.
 *
 * @public
 */
export function invalidCalls(registry: TypedRegistryClient<Profiles>) {
  const name = [{ family: "Tremblay" }];
  return [
    // @ts-expect-error: a misspelt field.
    registry.createResource(patients, { data: { nmae: name } }),
    // @ts-expect-error: a missing field.
    registry.createResource(patients, { data: {} }),
    // @ts-expect-error: another type.
    registry.createResource(patients, { data: { name, active: "yes" } }),
    // @ts-expect-error: a value outside the enum.
    registry.upsertResource({ ...patients, id: "patient-1" }, { data: { name, gender: "x" } }),
    // @ts-expect-error: a field of the data of a contained resource is missing.
    registry.createResource(patients, { data: { name }, contained: { contacts: [{ type: "contact", data: {} }] } }),
    // @ts-expect-error: an operation with a misspelt field.
    registry.bulkResources(source, { operations: [upsertOperation("patient", "patient-1", { nmae: name })] }),
    // @ts-expect-error: a field that the profile of a response lacks.
    registry.getResource({ ...patients, id: "patient-1" }).then(({ data }) => data.nmae),
  ];
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
