import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { apiKeyHeader, endpoints } from "../generated/constants.ts";
import { parseJson } from "../json.ts";
import { createResource } from "./create-resource.ts";
import { isNestedDeeper } from "./nesting.ts";
import type { Settings } from "./options.ts";
import { invalidArgument, Refusal } from "./refusal.ts";
import { checkPath } from "./request-contract.ts";
import type { Store } from "./store.ts";

/** Deeper than any resource, and not as deep as the stack that walks it. */
const deepestBodyLevels = 500;

/** The routes of the contract, each behind the checks that every request goes through. */
export function createApp({ settings, store }: { settings: Settings; store: Store }): Hono {
  const app = new Hono();
  const { method, path } = endpoints.createResource;
  const route: string = path.replaceAll(/\{(\w+)\}/g, ":$1");

  app.on(
    method,
    route,
    (context, next) => {
      checkKey(context, settings);
      checkSource(context, settings);
      checkMediaType(context);
      return next();
    },
    bodyLimit({ maxSize: settings.maxBodyBytes, onError: () => refuseSize(settings) }),
    async (context) => {
      const { sourceKey = "", resourceType = "" }: Partial<Record<string, string>> = context.req.param();
      const answer = createResource({ sourceKey, resourceType }, parseBody(await context.req.text()), {
        settings,
        store,
      });
      return context.json(answer.body, answer.status as ContentfulStatusCode);
    },
  );
  app.all(route, (context) => {
    context.header("Allow", method);
    throw new Refusal(405, "UNIMPLEMENTED", `This path takes ${method} only.`);
  });
  app.notFound((context) => refuse(context, new Refusal(404, "NOT_FOUND", "There is nothing at this path.")));
  app.onError((error, context) => refuse(context, error instanceof Refusal ? error : failure(error)));
  return app;
}

function checkKey({ req }: Context, { apiKey }: Settings): void {
  const key = req.header(apiKeyHeader) ?? "";
  if (key === "") throw new Refusal(401, "UNAUTHENTICATED", `The ${apiKeyHeader} header is missing.`);
  if (apiKey !== undefined && key !== apiKey) throw new Refusal(401, "UNAUTHENTICATED", "The API key is not valid.");
}

function checkSource({ req }: Context, { sources }: Settings): void {
  const parameters = req.param();
  checkPath(parameters);
  const { sourceKey = "" } = parameters;
  if (sources?.has(sourceKey) === false) throw new Refusal(404, "NOT_FOUND", "There is no such source.");
}

function checkMediaType({ req }: Context): void {
  const [mediaType = ""] = (req.header("content-type") ?? "").split(";");
  if (mediaType.trim().toLowerCase() === "application/json") return;
  throw new Refusal(415, "INVALID_ARGUMENT", "The Content-Type must be application/json.");
}

function refuseSize({ maxBodyBytes }: Settings): never {
  throw new Refusal(413, "CONTENT_TOO_LARGE", `The body is larger than ${String(maxBodyBytes)} bytes.`);
}

function parseBody(text: string): unknown {
  const json = parseJson(text);
  if (json === undefined) throw new Refusal(400, "INVALID_ARGUMENT", "The body is not JSON.");
  if (isNestedDeeper(json, deepestBodyLevels))
    throw invalidArgument("body", [`body is nested over ${String(deepestBodyLevels)} deep`]);
  return json;
}

/** An error that is not a refusal comes from an option that is a function, or is a mistake of ours. */
function failure(error: Error): Refusal {
  return new Refusal(500, "INTERNAL", `The embedded registry failed: ${error.message}`);
}

function refuse(context: Context, { status, body }: Refusal): Response {
  return context.json(body, status as ContentfulStatusCode);
}
