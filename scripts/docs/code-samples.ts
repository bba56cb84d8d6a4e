import { apiKeyHeader } from "../../src/generated/constants.ts";
import { format } from "prettier";

/** One named example of an operation: what a reader would copy and run. */
export interface SampledCall {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly body: unknown;
}

/** Where a sample sends its call: how curl and the client are told. */
export interface SampledServer {
  readonly url: string;
  /** The client's option, such as `workspaceId: "acme"`. */
  readonly option: string;
  /** A key that is no secret. Without one, the samples take it from the environment. */
  readonly apiKey?: string;
}

export interface CodeSample {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

/** The same call in curl and in TypeScript. */
export async function codeSamples(call: SampledCall, server: SampledServer): Promise<CodeSample[]> {
  return [
    { lang: "Shell", label: `curl: ${call.summary}`, source: curl(call, server) },
    { lang: "TypeScript", label: `TypeScript: ${call.summary}`, source: await typescript(call, server) },
  ];
}

function curl({ method, path, parameters, body }: SampledCall, { url, apiKey }: SampledServer): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? "");
  return [
    `curl --request ${method} '${url}${filled}'`,
    "--header 'Content-Type: application/json'",
    apiKey === undefined ? `--header "${apiKeyHeader}: $CLINIA_API_KEY"` : `--header '${apiKeyHeader}: ${apiKey}'`,
    `--data '${JSON.stringify(body, null, 2).replaceAll("'", String.raw`'\''`)}'`,
  ].join(" \\\n  ");
}

async function typescript(
  { operationId, parameters, body }: SampledCall,
  { option, apiKey }: SampledServer,
): Promise<string> {
  const key = apiKey === undefined ? "process.env.CLINIA_API_KEY" : JSON.stringify(apiKey);
  const code = `
    import { createRegistryClient } from "clinia-registry-client";

    const registry = createRegistryClient({ ${option}, apiKey: ${key} });
    const result = await registry.${operationId}(${JSON.stringify(parameters)}, ${JSON.stringify(body)});
    console.log(result.status, result.taskId);
  `;
  return (await format(code, { parser: "typescript", printWidth: 72 })).trimEnd();
}
