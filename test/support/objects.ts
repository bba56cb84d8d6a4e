import { sampledFile } from "../../scripts/contract/sampled-calls.ts";
import type { CallOptions, CreateObjectRequest, RegistryClient } from "../../src/index.ts";
import { sent } from "./operations.ts";

export const objectsPath = { sourceKey: "ehr-prod", collectionKey: "referrals" };
export const objectTemplate = "/sources/{sourceKey}/v1/objects/{collectionKey}";
export const objectsUrl = "/sources/ehr-prod/v1/objects/referrals";

/** A file whose name and content must show nowhere. */
export const secretFile = () => new File(["Content-CANARY"], "Tremblay-CANARY.pdf", { type: "application/pdf" });

/** Creates an object with data that must show nowhere. */
export function createObject(registry: RegistryClient, options?: CallOptions, body: Partial<CreateObjectRequest> = {}) {
  return registry.createObject(objectsPath, { file: secretFile(), data: sent.data, ...body }, options);
}

/** The form of an example of the contract, as the samples send it. */
export function exampleForm(parts: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value !== "string") form.append(name, JSON.stringify(value));
    else form.append(name, new File([value], sampledFile.name, { type: sampledFile.type }));
  }
  return form;
}
