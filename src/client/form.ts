import { throwIfInvalid } from "../errors/registry-error.ts";
import type { OperationDefinition } from "../generated/contract.ts";
import type { JsonObject } from "../json.ts";
import { serializeBody } from "./body.ts";
import { expected } from "./option-rules.ts";
import type { ExtraHeaders } from "./options.ts";
import { resolveHeaders } from "./resolve-options.ts";

type FormParts = NonNullable<OperationDefinition["form"]>;

/**
 * Returns the form of a body: its file, and its other fields as JSON. Throws {@link InvalidRequestError}. The JSON is a string and not a
 * Blob, because servers read a part with a file name as a file.
 */
export function toForm({ file: name, json }: FormParts, body: unknown, fileField: unknown = name): FormData {
  const isField = typeof fileField === "string" && fileField !== "" && fileField !== json;
  throwIfInvalid(expected("fileField", `the name of a form field other than ${json}`, isField));
  const { [name]: file, ...fields } = Object(body) as JsonObject;
  const text = serializeBody(fields);
  const form = new FormData();
  if (text !== "{}") form.append(json, text);
  form.append(String(fileField), file as Blob);
  // The platform turns a Blob of another implementation into a string.
  const isAccepted = typeof form.get(String(fileField)) !== "string";
  throwIfInvalid(expected(name, "a Blob or File of the platform, and not one of a library", isAccepted));
  return form;
}

/** Returns the headers of a request with a form. The platform sets the content type, which contains the boundary of the parts. */
export function formHeaders(headers: ExtraHeaders | undefined): Readonly<Record<string, string | null>> {
  return { ...resolveHeaders(headers), "content-type": null };
}
