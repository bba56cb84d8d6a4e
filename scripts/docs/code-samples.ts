import { format } from "prettier";
import type { SampledCall } from "../contract/sampled-calls.ts";
import { curl, type SampledServer } from "./curl.ts";

export interface CodeSample {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

/**
 * Each call of an operation in TypeScript and in curl. The first, which is shown before anything is chosen, is labelled with
 * the language alone, as it is at every operation; the others with their example too.
 */
export async function codeSamples(calls: readonly SampledCall[], server: SampledServer): Promise<CodeSample[]> {
  const samples = calls.map(async (call, index) => {
    const example = index === 0 ? "" : `: ${call.summary}`;
    return [
      { lang: "TypeScript", label: `TypeScript${example}`, source: await typescript(call, server) },
      { lang: "Shell", label: `curl${example}`, source: curl(call, server) },
    ];
  });
  return (await Promise.all(samples)).flat();
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
  return (await format(code, { parser: "typescript", printWidth: 58 })).trimEnd();
}
