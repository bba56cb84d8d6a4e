import { contractOperations, type ContractOperation } from "../contract/operations.ts";
import type { ContractDocument } from "../contract/document.ts";
import { sampledCalls } from "../contract/sampled-calls.ts";
import { codeSamples } from "./code-samples.ts";
import type { SampledServer } from "./curl.ts";

type Node = Record<string, unknown>;

/**
 * The contract as the API reference shows it: descriptions say what was inferred, each operation links to Clinia's own page and has
 * code samples of each named example. With `server`, that server is listed first, and the samples call it.
 */
export async function publishedContract(contract: ContractDocument, server?: SampledServer): Promise<Node> {
  const published = markInferred(contract.get([])) as Node;
  if (server !== undefined) {
    const own = { url: server.url, description: "The embedded registry beside this page" };
    published.servers = [own, ...(published.servers as Node[])];
  }
  for (const operation of contractOperations(contract)) {
    const target = operation.pointer.reduce<Node>((node, key) => node[key] as Node, published);
    target["x-codeSamples"] = await codeSamples(sampledCalls(contract, operation), server ?? firstServer(contract));
    target.description = `${String(target.description)}\n\n${source(contract, operation)}`;
  }
  return published;
}

/** The first server of the contract, with the defaults of its variables. */
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

/** The page of the guide that explains what "inferred" means. */
const inferred = "[**Inferred.**](documents/Contract.html#what-inferred-means)";

/** Adds the reason of each `x-inferred` to the description beside it. */
function markInferred(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(markInferred);
  if (typeof value !== "object" || value === null) return value;
  const node = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, markInferred(child)]));
  if (!("x-inferred" in node)) return node;
  const reasons = [node["x-inferred"]].flat().join(" ");
  const description = typeof node.description === "string" ? `${node.description.trimEnd()}\n\n` : "";
  return { ...node, description: `${description}${inferred} ${reasons}` };
}
