/** Runs in a worker of a browser's page, and tells the page what the client does there. */
import { rejection, same, text } from "./check.ts";
import type { ClientEntry, Settings } from "./world.ts";

/** A worker has no import map, and finds the package by its address. */
const address = "/worker/dist/index.js";

async function look({ baseUrl, apiKey }: Settings): Promise<void> {
  const { createRegistryClient, InvalidRequestError } = (await import(address)) as ClientEntry;
  const error = await rejection(() => createRegistryClient({ baseUrl, apiKey: "a key" }));
  if (!(error instanceof InvalidRequestError)) throw error;
  same("field in a worker", error.field, "apiKey");
  const registry = createRegistryClient({ baseUrl, apiKey });
  const created = await registry.createResource({ sourceKey: "ehr-prod", resourceType: "patient" }, { data: {} });
  same("status in a worker", created.status, "PERSISTED");
}

addEventListener("message", ({ data }: MessageEvent<Settings>) => {
  look(data).then(
    () => {
      postMessage(undefined);
    },
    (error: unknown) => {
      postMessage(text(error));
    },
  );
});
