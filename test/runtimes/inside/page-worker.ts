/** Runs in a worker of a browser page, and posts the error to the page, or `undefined`. */
import { assertSame, catchError, describeError } from "./assertions.ts";
import type { ClientEntry, Settings } from "./context.ts";

/** A worker has no import map: it imports the package by its address. */
const address = "/worker/dist/index.js";

async function checkClient({ baseUrl, apiKey }: Settings): Promise<void> {
  const { createRegistryClient, InvalidRequestError } = (await import(address)) as ClientEntry;
  const error = await catchError(() => createRegistryClient({ baseUrl, apiKey: "a key" }));
  if (!(error instanceof InvalidRequestError)) throw error;
  assertSame("field in a worker", error.field, "apiKey");
  const registry = createRegistryClient({ baseUrl, apiKey });
  const created = await registry.createResource({ sourceKey: "ehr-prod", resourceType: "patient" }, { data: {} });
  assertSame("status in a worker", created.status, "PERSISTED");
}

addEventListener("message", ({ data }: MessageEvent<Settings>) => {
  checkClient(data).then(
    () => {
      postMessage(undefined);
    },
    (error: unknown) => {
      postMessage(describeError(error));
    },
  );
});
