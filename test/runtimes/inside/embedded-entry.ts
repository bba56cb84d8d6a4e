import { same } from "./check.ts";
import type { ClientEntry, EmbeddedEntry } from "./world.ts";

const path = { sourceKey: "ehr-prod", resourceType: "patient" };

/** Runs the embedded registry where the client runs: by its own fetch, and over HTTP. */
export async function lookAtEmbeddedEntry({ createRegistryClient }: ClientEntry, entry: EmbeddedEntry): Promise<void> {
  const embedded = entry.createEmbeddedRegistry({ apiKey: "key" });
  const { fetch } = embedded;
  const inside = createRegistryClient({ baseUrl: "http://localhost", apiKey: "key", fetch });
  await inside.createResource(path, { data: { by: "fetch" } });
  const { url } = await embedded.listen();
  try {
    await createRegistryClient({ baseUrl: url, apiKey: "key" }).createResource(path, { data: { by: "HTTP" } });
    const stored = embedded.resources(path).map(({ data }) => data.by);
    same("what is stored", stored, ["fetch", "HTTP"]);
  } finally {
    await embedded.close();
  }
}
