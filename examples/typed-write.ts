/**
 * Writes resources that match their profiles. The compiler knows the fields of `data`, the client checks them before it sends a resource,
 * and the embedded registry rejects the others, as the real one would. `profiles/clinia.gen.ts` is generated from `profiles/clinia/`.
 *
 * Run in a clone: npm run build, then npx jiti examples/typed-write.ts
 *
 * Prints:
 *   created: PERSISTED
 *   data.name must have at least 1 item
 *   data.birthDate must be a day, a month or a year, such as 2020-02-29, 2020-02 or 2020
 *   not sent: InvalidRequestError
 *   rejected by the registry: ApiError
 */
import { createRegistryClient, isRegistryError } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";
import { profiles, type Patient } from "./profiles/clinia.gen.ts";

const embedded = createEmbeddedRegistry({ profiles });
const connection = { baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch };
const registry = createRegistryClient({ ...connection, profiles });

// A field that the profile lacks, or a value of another type, does not compile.
const camille: Patient = { name: [{ family: "Roy", given: ["Camille"] }], birthDate: "1980-01-31" };
const path = { sourceKey: "ehr-prod", resourceType: "patient" } as const;
const { status } = await registry.createResource(path, { data: camille });
console.log(`created: ${status}`);

// The compiler does not know what a file contains. The problems have no values, so they are safe to log.
const data = JSON.parse('{ "name": [], "birthDate": "31 January 1980" }') as Patient;
for (const { path, message } of profiles.check("patient", { data })) console.log(`${path} ${message}`);

/** Returns the name of the error with which a promise rejects. */
async function nameOfError(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.catch((error: unknown) => error);
  return isRegistryError(error) ? error.name : "none";
}

console.log(`not sent: ${await nameOfError(registry.createResource(path, { data }))}`);

const unchecked = createRegistryClient(connection);
console.log(`rejected by the registry: ${await nameOfError(unchecked.createResource(path, { data }))}`);
