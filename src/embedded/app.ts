import { Hono, type Context, type Next } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { apiKeyHeader, operations as contractOperations, type OperationDefinition } from "../generated/contract.ts";
import { requestSchemas } from "../generated/schemas.ts";
import { parseJson } from "../json.ts";
import type { Definitions } from "./definitions.ts";
import { bodyTooLarge, ErrorResponse, invalidArgument } from "./error-response.ts";
import { readForm } from "./form.ts";
import type { Environment, OperationHandlers } from "./operations/handler.ts";
import type { Settings } from "./options.ts";
import { checkBody, checkPath, checkQuery } from "./validation.ts";

/** More levels than any resource has, and too few to overflow the stack of the recursive functions that read a body. */
const maxBodyLevels = 500;

type OperationId = keyof typeof contractOperations;

const definitions: Readonly<Record<OperationId, OperationDefinition>> = contractOperations;

/** Creates the routes of the contract, with the checks that apply to every request. */
export function createApp(environment: Environment & { readonly operations: OperationHandlers }): Hono {
  const { settings, definitions: stored, tasks, operations } = environment;
  const app = new Hono();
  const operationIds = Object.keys(definitions) as OperationId[];
  const addOperation = (operationId: OperationId) => {
    const { method, path, maxBytes: limit = Infinity, form } = definitions[operationId];
    const maxBytes = form === undefined ? Math.min(settings.maxBodyBytes, limit) : settings.maxObjectBytes;
    const mediaType = form === undefined ? "application/json" : "multipart/form-data";
    const checks = async (context: Context, next: Next) => {
      checkKey(context, settings);
      checkPath(definitions[operationId], context.req.param());
      if (path.startsWith("/sources/")) checkSource(context, stored);
      if (operationId in requestSchemas) checkMediaType(context, mediaType);
      await next();
    };
    app.on(method, toRoute(path), checks, async (context) => {
      const operation = operations[operationId];
      if (operation === undefined) {
        throw new ErrorResponse(501, "UNIMPLEMENTED", `The embedded registry does not implement ${operationId}.`);
      }
      const query = checkQuery(operationId, context.req.queries());
      const body = operationId in requestSchemas ? await receive(operationId, context.req.raw, maxBytes) : undefined;
      tasks.executeDue();
      const request = { path: context.req.param(), query, body };
      const response = operation(request, environment);
      return context.json(response.body, response.status as ContentfulStatusCode);
    });
  };

  // The router takes the first match, and `/resources/bulk/:bulkId` is more specific than `/resources/:resourceType/:id`.
  for (const path of new Set(operationIds.toSorted(compareParameters).map((each) => definitions[each].path))) {
    const allowed = operationIds.filter((operationId) => definitions[operationId].path === path);
    for (const operationId of allowed) addOperation(operationId);
    const methods = allowed.map((operationId) => definitions[operationId].method).join(", ");
    app.all(toRoute(path), (context) => {
      context.header("Allow", methods);
      throw new ErrorResponse(405, "UNIMPLEMENTED", `Method not allowed. Allowed: ${methods}.`);
    });
  }
  app.notFound((context) => respond(context, new ErrorResponse(404, "NOT_FOUND", "Path not found.")));
  app.onError((error, context) => respond(context, error instanceof ErrorResponse ? error : internalError(error)));
  return app;
}

/** Sorts paths with fewer parameters first. */
function compareParameters(one: OperationId, other: OperationId): number {
  const count = (operationId: OperationId) => definitions[operationId].path.split("{").length;
  return count(one) - count(other);
}

function toRoute(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

function checkKey({ req }: Context, { apiKey }: Settings): void {
  const key = req.header(apiKeyHeader) ?? "";
  if (key === "") throw new ErrorResponse(401, "UNAUTHENTICATED", `The ${apiKeyHeader} header is missing.`);
  if (apiKey !== undefined && key !== apiKey) {
    throw new ErrorResponse(401, "UNAUTHENTICATED", "The API key is invalid.");
  }
}

function checkSource({ req }: Context, stored: Definitions): void {
  const { sourceKey = "" } = req.param();
  if (!stored.hasSource(sourceKey)) throw new ErrorResponse(404, "NOT_FOUND", "Source not found.");
}

function checkMediaType({ req }: Context, expected: string): void {
  const [mediaType = ""] = (req.header("content-type") ?? "").split(";");
  if (mediaType.trim().toLowerCase() === expected) return;
  throw new ErrorResponse(415, "INVALID_ARGUMENT", `The Content-Type must be ${expected}.`);
}

/** Reads and checks the body of a request. */
async function receive(operationId: OperationId, request: Request, maxBytes: number): Promise<unknown> {
  const { form } = definitions[operationId];
  if (form === undefined) return parseBody(operationId, await readBody(request, maxBytes));
  const { fields, file } = await readForm(request, maxBytes, form);
  checkJson(operationId, fields);
  return { ...fields, [form.file]: file };
}

/** Reads the body of a request. Throws an {@link ErrorResponse} as soon as it is known to be longer than `maxBytes`. */
async function readBody(request: Request, maxBytes: number): Promise<string> {
  const length = request.headers.get("content-length");
  if (Number(length) > maxBytes) throw bodyTooLarge(maxBytes);
  // Reading every body in chunks takes 20 % more CPU time per request over HTTP.
  return length === null ? readChunks(request.body, maxBytes) : request.text();
}

async function readChunks(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<string> {
  if (body === null) return "";
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > maxBytes) throw bodyTooLarge(maxBytes);
    text += decoder.decode(value, { stream: true });
  }
}

function parseBody(operationId: OperationId, text: string): unknown {
  const json = parseJson(text);
  if (json === undefined) throw new ErrorResponse(400, "INVALID_ARGUMENT", "The body is not valid JSON.");
  checkJson(operationId, json);
  return json;
}

function checkJson(operationId: OperationId, json: unknown): void {
  if (isNestedDeeper(json, maxBodyLevels)) {
    throw invalidArgument("body", [`body must not be nested more than ${maxBodyLevels} levels deep`]);
  }
  checkBody(operationId as keyof typeof requestSchemas, json);
}

/** Not recursive: deeply nested JSON would overflow the stack. */
function isNestedDeeper(json: unknown, levels: number): boolean {
  let level: unknown[] = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap((value): unknown[] =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}

/** Other errors are thrown by a function of the options, such as `now`, or are bugs. */
function internalError(error: Error): ErrorResponse {
  return new ErrorResponse(500, "INTERNAL", `The embedded registry failed: ${error.message}`);
}

function respond(context: Context, { status, body }: ErrorResponse): Response {
  return context.json(body, status as ContentfulStatusCode);
}
