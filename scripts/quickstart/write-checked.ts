import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createJiti } from "jiti";
import { runCommand } from "../../src/cli/program.ts";
import { createEmbeddedRegistry } from "../../src/embedded/index.ts";
import {
  createRegistryClient,
  isRegistryError,
  type Data,
  type ProfileEntry,
  type ProfileInput,
  type ResourceCheck,
} from "../../src/index.ts";
import * as profilesEntry from "../../src/profiles/index.ts";
import { step } from "../step.ts";

const patient: ProfileInput = {
  type: "ROOT",
  description: "A patient of the clinic.",
  properties: {
    name: { type: "array", rules: [{ required: true, min: 1 }], items: { type: "humanname" } },
    birthDate: { type: "date" },
  },
};

type Profiles = ResourceCheck<Record<"patient", ProfileEntry>>;

const path = { sourceKey: "ehr-prod", resourceType: "patient" };

/** Generates types and checks from a profile, and tries to write data that does not match it. */
export async function writeChecked(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-client-"));
  try {
    const file = await step("generate types and checks from a profile", () => generate(folder));
    const code = await readFile(file, "utf8");
    const [shown = ""] = /(?<=^\/\*\* A patient of the clinic\. \*\/\n)export interface.*?^\}/ms.exec(code) ?? [];
    console.log(`  src/clinia.gen.ts:\n${shown.replaceAll(/^/gm, "    ")}`);
    await writeWrongData(await importProfiles(file), { name: [{ family: "Tremblay" }], birthDate: "31 January 1980" });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Writes the profile to a file, and runs `clinia-registry profiles generate`. Resolves with the generated file. */
async function generate(folder: string): Promise<string> {
  await mkdir(join(folder, "clinia/profiles"), { recursive: true });
  await writeFile(join(folder, "clinia/profiles/patient.json"), JSON.stringify(patient));
  const stdout = { write: () => undefined };
  const argv = ["profiles", "generate"];
  await runCommand({ argv, env: {}, cwd: folder, stdout, stderr: process.stderr });
  return join(folder, "src/clinia.gen.ts");
}

/** Imports a generated file, which imports the package by name. A clone may not be built. */
async function importProfiles(file: string): Promise<Profiles> {
  const jiti = createJiti(import.meta.url, { virtualModules: { "clinia-registry-client/profiles": profilesEntry } });
  const { profiles } = await jiti.import<{ readonly profiles: Profiles }>(file);
  return profiles;
}

/** Prints the error of a client with checks, and the response of the embedded registry to a client without. */
async function writeWrongData(profiles: Profiles, data: Data): Promise<void> {
  const embedded = createEmbeddedRegistry({ profiles });
  const connection = { baseUrl: "http://localhost", apiKey: "any key will do here", fetch: embedded.fetch };

  const checked = createRegistryClient({ ...connection, profiles });
  const refused = await step("create a patient with a wrong date: not sent", () =>
    errorOf(checked.createResource(path, { data })),
  );
  console.log(`  ${String(refused)}`);

  const unchecked = createRegistryClient(connection);
  const response = await step("the same without checks: the registry rejects it", () =>
    errorOf(unchecked.createResource(path, { data })),
  );
  if (!isRegistryError(response) || response.name !== "ApiError") throw response;
  console.log(
    `  ${response.status} ${response.type ?? ""}: ${response.details.map(({ message }) => message).join(", ")}`,
  );
}

/** Resolves with the error of a call. */
function errorOf(call: Promise<object>): Promise<unknown> {
  return call.then(
    () => new Error("The registry accepted wrong data."),
    (error: unknown) => error,
  );
}
