import { format } from "prettier";
import { curl, type SampledCall, type SampledServer } from "./curl.ts";

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

async function typescript(
  { operationId, parameters, query, body }: SampledCall,
  { option, apiKey }: SampledServer,
): Promise<string> {
  const key = apiKey === undefined ? "process.env.CLINIA_API_KEY" : JSON.stringify(apiKey);
  const options = Object.keys(query).length === 0 ? undefined : { query };
  const inputs = [parameters, body, options]
    .filter((input) => input !== undefined)
    .map((input) => JSON.stringify(input));
  const code = `
    import { createRegistryClient } from "clinia-registry-client";

    const registry = createRegistryClient({ ${option}, apiKey: ${key} });
    const result = await registry.${operationId}(${inputs.join(", ")});
    console.log(${body === undefined ? "result" : "result.status, result.taskId"});
  `;
  return (await format(code, { parser: "typescript", printWidth: 72 })).trimEnd();
}
