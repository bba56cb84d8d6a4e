import { contractOperations, type ContractOperation } from "../contract/operations.ts";
import type { ContractDocument } from "../contract/document.ts";
import { sampledCalls } from "../contract/sampled-calls.ts";
import { codeSamples, type CodeSample } from "./code-samples.ts";
import type { SampledServer } from "./curl.ts";

type Node = Record<string, unknown>;

export interface PublishedContract {
  readonly document: Node;
  /** The code samples of all operations, one for each label. */
  readonly samples: readonly CodeSample[];
}

/**
 * The contract as a reader sees it: what was inferred says so where it stands, each operation links to Clinia's own page,
 * and beside it stand code samples for each named example. With `server`, that server comes first, and the samples call it.
 */
export async function publishedContract(
  contract: ContractDocument,
  server?: SampledServer,
): Promise<PublishedContract> {
  const published = markInferred(contract.get([])) as Node;
  if (server !== undefined) {
    const own = { url: server.url, description: "The embedded registry beside this page" };
    published.servers = [own, ...(published.servers as Node[])];
  }
  const byLabel = new Map<string, CodeSample>();
  for (const operation of contractOperations(contract)) {
    const samples = await codeSamples(sampledCalls(contract, operation), server ?? firstServer(contract));
    for (const sample of samples) byLabel.set(sample.label, sample);
    const target = operation.pointer.reduce<Node>((node, key) => node[key] as Node, published);
    target["x-codeSamples"] = samples;
    target.description = `${String(target.description)}\n\n${source(contract, operation)}`;
  }
  return { document: published, samples: [...byLabel.values()] };
}

/** The first server of the contract with the defaults of its variables, as the samples name it. */
function firstServer(contract: ContractDocument): SampledServer {
  const rule = "docs/servers";
  const workspaceId = contract.string(["servers", 0, "variables", "workspaceId", "default"], rule);
  const url = contract.string(["servers", 0, "url"], rule).replace("{workspaceId}", workspaceId);
  return { url, option: `workspaceId: ${JSON.stringify(workspaceId)}` };
}

function source(contract: ContractDocument, { pointer }: ContractOperation): string {
  const rule = "docs/external-docs";
  const title = contract.string([...pointer, "externalDocs", "description"], rule);
  return `Source: [${title}](${contract.string([...pointer, "externalDocs", "url"], rule)}) in Clinia's documentation.`;
}

/** Wherever the contract says why something was inferred, the description says so too. */
function markInferred(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(markInferred);
  if (typeof value !== "object" || value === null) return value;
  const node = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, markInferred(child)]));
  if (!("x-inferred" in node)) return node;
  const why = [node["x-inferred"]].flat().join(" ");
  const description = typeof node.description === "string" ? `${node.description.trimEnd()}\n\n` : "";
  return { ...node, description: `${description}**Inferred.** ${why}` };
}
