import { Buffer } from "node:buffer";
import type { OperationDefinition } from "../generated/contract.ts";
import { parseJson } from "../json.ts";
import { bodyTooLarge, ErrorResponse, invalidArgument } from "./error-response.ts";

/** The facts about an uploaded file. Its content is not kept: no operation returns it. */
export interface UploadedFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** A form, as the contract's schema describes it, with an empty string in place of the file. */
export interface ReceivedForm {
  readonly fields: Readonly<Record<string, unknown>>;
  /** Undefined if the form has no file. */
  readonly file: UploadedFile | undefined;
}

type FormParts = NonNullable<OperationDefinition["form"]>;

/**
 * Reads a form up to `maxBytes`. The file may have any field name, because no page of Clinia states it. Throws an
 * {@link ErrorResponse} when the form is too long or can't be parsed, or when its parts are of the wrong kind.
 */
export async function readForm(request: Request, maxBytes: number, { file, json }: FormParts): Promise<ReceivedForm> {
  const entries = [...(await parseForm(request, await readBytes(request, maxBytes)))];
  const files = entries.flatMap(([, value]) => (typeof value === "string" ? [] : [value]));
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const fields = new Map<string, unknown>(texts);
  const text = new Map(texts).get(json);
  if (text !== undefined) fields.set(json, parseJson(text));
  const problems = [
    ...(entries.some(([name, value]) => name === json && typeof value !== "string")
      ? [`${json} must be a part without a file name`]
      : []),
    ...(text !== undefined && fields.get(json) === undefined ? [`${json} must be JSON`] : []),
    ...(fields.size < texts.length ? ["body must not repeat a field"] : []),
    ...(fields.has(file) ? [`${file} must be a part with a file name`] : []),
    ...(files.length > 1 ? [`${file} must be the only file`] : []),
  ];
  if (problems.length > 0) throw invalidArgument("body", problems);
  if (files.length > 0) fields.set(file, "");
  return { fields: Object.fromEntries(fields), file: files[0] };
}

async function parseForm({ headers }: Request, bytes: Uint8Array<ArrayBuffer>): Promise<FormData> {
  const type = String(headers.get("content-type"));
  try {
    return await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch {
    throw new ErrorResponse(400, "INVALID_ARGUMENT", "The body is not a valid form.");
  }
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get("content-length")) > maxBytes) throw bodyTooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  // Not before the check: the server can't discard a body whose stream exists, and would close the connection during the next request.
  const reader = request.body?.getReader();
  for (let bytes = 0; ;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done || value === undefined) return Buffer.concat(chunks);
    bytes += value.length;
    if (bytes > maxBytes) throw bodyTooLarge(maxBytes);
    chunks.push(value);
  }
}
