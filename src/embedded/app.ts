import { Hono, type Context, type Next } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { apiKeyHeader, operations as contractOperations, type OperationDefinition } from "../generated/contract.ts";
import { requestSchemas } from "../generated/schemas.ts";
import { parseJson } from "../json.ts";
import { readBody } from "./body.ts";
import { isNestedDeeper } from "./nesting.ts";
import type { Environment, Operations } from "./operations/index.ts";
import type { Settings } from "./options.ts";
import { invalidArgument, Refusal } from "./refusal.ts";
import { checkBody, checkPath, checkQuery } from "./request-contract.ts";

/** Deeper than any resource, and not as deep as the stack that walks it. */
const deepestBodyLevels = 500;

type OperationId = keyof typeof contractOperations;

const definitions: Readonly<Record<OperationId, OperationDefinition>> = contractOperations;

/** The routes of the contract, each behind the checks that every request goes through. */
export function createApp(environment: Environment & { readonly operations: Operations }): Hono {
  const { settings, tasks, operations } = environment;
  const app = new Hono();
  const operationIds = Object.keys(definitions) as OperationId[];

  for (const operationId of operationIds.toSorted(byParameters)) {
    const { method, path, maxBytes: limit = Infinity } = definitions[operationId];
    const maxBytes = Math.min(settings.maxBodyBytes, limit);
    const checks = async (context: Context, next: Next) => {
      checkKey(context, settings);
      checkPath(context.req.param());
      checkSource(context, settings);
      if (operationId in requestSchemas) checkMediaType(context);
      await next();
    };
    app.on(method, routeOf(path), checks, async (context) => {
      const operation = operations[operationId];
      if (operation === undefined) {
        throw new Refusal(501, "UNIMPLEMENTED", `The embedded registry does not implement ${operationId}.`);
      }
      const query = checkQuery(operationId, context.req.query());
      const body =
        operationId in requestSchemas ? parseBody(operationId, await readBody(context.req.raw, maxBytes)) : undefined;
      tasks.advance();
      const request = { path: context.req.param(), query, body };
      const answer = operation(request, environment);
      return context.json(answer.body, answer.status as ContentfulStatusCode);
    });
  }
  for (const { path } of Object.values(definitions)) {
    const allowed = operationIds.map((operationId) => definitions[operationId]).filter((other) => other.path === path);
    const methods = allowed.map(({ method }) => method).join(", ");
    app.all(routeOf(path), (context) => {
      context.header("Allow", methods);
      throw new Refusal(405, "UNIMPLEMENTED", `This path takes ${methods} only.`);
    });
  }
  app.notFound((context) => refuse(context, new Refusal(404, "NOT_FOUND", "There is nothing at this path.")));
  app.onError((error, context) => refuse(context, error instanceof Refusal ? error : failure(error)));
  return app;
}

/** Paths with fewer parameters first: of two that a request fits, the one that names more of it is meant. */
function byParameters(one: OperationId, other: OperationId): number {
  const count = (operationId: OperationId) => definitions[operationId].path.split("{").length;
  return count(one) - count(other);
}

function routeOf(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

function checkKey({ req }: Context, { apiKey }: Settings): void {
  const key = req.header(apiKeyHeader) ?? "";
  if (key === "") throw new Refusal(401, "UNAUTHENTICATED", `The ${apiKeyHeader} header is missing.`);
  if (apiKey !== undefined && key !== apiKey) throw new Refusal(401, "UNAUTHENTICATED", "The API key is not valid.");
}

function checkSource({ req }: Context, { sources }: Settings): void {
  const { sourceKey = "" } = req.param();
  if (sources?.has(sourceKey) === false) throw new Refusal(404, "NOT_FOUND", "There is no such source.");
}

function checkMediaType({ req }: Context): void {
  const [mediaType = ""] = (req.header("content-type") ?? "").split(";");
  if (mediaType.trim().toLowerCase() === "application/json") return;
  throw new Refusal(415, "INVALID_ARGUMENT", "The Content-Type must be application/json.");
}

function parseBody(operationId: OperationId, text: string): unknown {
  const json = parseJson(text);
  if (json === undefined) throw new Refusal(400, "INVALID_ARGUMENT", "The body is not JSON.");
  if (isNestedDeeper(json, deepestBodyLevels)) {
    throw invalidArgument("body", [`body is nested over ${deepestBodyLevels} deep`]);
  }
  checkBody(operationId as keyof typeof requestSchemas, json);
  return json;
}

/** An error that is not a refusal comes from an option that is a function, or is a mistake of ours. */
function failure(error: Error): Refusal {
  return new Refusal(500, "INTERNAL", `The embedded registry failed: ${error.message}`);
}

function refuse(context: Context, { status, body }: Refusal): Response {
  return context.json(body, status as ContentfulStatusCode);
}
