import { format } from "prettier";
import { callStatement, type SampledCall } from "../contract/sampled-calls.ts";
import { curl, type SampledServer } from "./curl.ts";

export interface CodeSample {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

/** The languages of the samples. The first is shown until a reader chooses. Redoc tells them apart by their labels. */
export const sampleLanguages = [
  { lang: "TypeScript", label: "TypeScript" },
  { lang: "Shell", label: "curl" },
] as const;

/** Each call of an operation in TypeScript, and then each in curl, in the order of the calls. */
export async function codeSamples(calls: readonly SampledCall[], server: SampledServer): Promise<CodeSample[]> {
  const sources = {
    TypeScript: await Promise.all(calls.map((call) => typescript(call, server))),
    Shell: calls.map((call) => curl(call, server)),
  };
  return sampleLanguages.flatMap(({ lang, label }) => sources[lang].map((source) => ({ lang, label, source })));
}

async function typescript(call: SampledCall, { option, apiKey }: SampledServer): Promise<string> {
  const key = apiKey === undefined ? "process.env.CLINIA_API_KEY" : JSON.stringify(apiKey);
  const code = `
    import { createRegistryClient } from "clinia-registry-client";

    const registry = createRegistryClient({ ${option}, apiKey: ${key} });
    ${callStatement(call)}
    console.log(${call.body !== undefined && call.isSubmission ? "result.status, result.taskId" : "result"});
  `;
  return (await format(code, { parser: "typescript", printWidth: 58 })).trimEnd();
}
