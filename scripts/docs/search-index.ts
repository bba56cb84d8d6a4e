import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ContractDocument } from "../contract/document.ts";
import { contractOperations } from "../contract/operations.ts";

/** A result that search can show. */
export interface SearchEntry {
  readonly title: string;
  /** The part of the site, or the kind of a symbol. */
  readonly kind: string;
  /** The page or the type that it belongs to; empty for a page. */
  readonly parent: string;
  /** Its address from the folder of the site. */
  readonly address: string;
  readonly text: string;
}

/** Writes the index as a script: from file:// a page can't fetch. */
export async function writeSearchIndex(folder: string, entries: readonly SearchEntry[]): Promise<void> {
  const rows = entries.map(({ title, kind, parent, address, text }) => [title, kind, parent, address, text]);
  await writeFile(join(folder, "assets/search-index.js"), `window.searchIndex = ${JSON.stringify(rows)};\n`);
}

/** A page of the guide, section by section. */
export function guideEntries(address: string, page: string, content: string): SearchEntry[] {
  return content.split(/(?=<h[1-6] id=)/).flatMap((section) => {
    const [, level, id, heading = ""] = /^<h([1-6]) id="([^"]+)"[^>]*>(.*?)<\/h\1>/s.exec(section) ?? [];
    if (id === undefined) return [];
    const text = plainText(section.replace(/^<h.*?<\/h\d>/s, ""));
    if (level === "1") return [{ title: page, kind: "Guide", parent: "", address, text }];
    return [{ title: plainText(heading), kind: "Guide", parent: page, address: `${address}#${id}`, text }];
  });
}

/** The operations of the contract. Search finds them by summary, operationId and path, and by their responses and error types. */
export function apiEntries(contract: ContractDocument): SearchEntry[] {
  const rule = "docs/search";
  return contractOperations(contract).map(({ operationId, method, path, pointer }) => {
    const responses = contract.keys([...pointer, "responses"], rule).map((code) => {
      const response = [...pointer, "responses", code];
      const type = contract.get([...response, "content", "application/json", "example", "type"]);
      const name = typeof type === "string" ? ` ${type}` : "";
      return `${code}${name}: ${contract.string([...response, "description"], rule)}`;
    });
    return {
      title: contract.string([...pointer, "summary"], rule),
      kind: "API",
      parent: `${method} ${path}`,
      address: `api.html#operation/${operationId}`,
      text: [operationId, contract.string([...pointer, "description"], rule), ...responses]
        .join(" ")
        .replaceAll(/[`\s]+/g, " "),
    };
  });
}

function plainText(html: string): string {
  const text = html
    .replaceAll(/<button.*?<\/button>|&NoBreak;/gs, "")
    .replaceAll(/<\/(?:p|li|td|th|pre|h\d)>|<br\/?>/g, " ")
    .replaceAll(/<[^>]*>/g, "");
  const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };
  return text
    .replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity)
    .replaceAll(/\s+/g, " ")
    .trim();
}
