import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import ts from "typescript";

/** Phrases that have a plain form, in each sentence that a user reads. The form beside each is what to write. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\b(?:is|are|was|were|be|being) told\b/i, "receives, is called with"],
  [/\btells? (?:you|of|what|which|whether|the)\b|\btold (?:it|them|of)\b/i, "reports, says"],
  [/\bwhat (?:became|becomes) of\b/i, "the outcome of"],
  [/\b(?:taken|took|takes) (?:it |them )?on\b/i, "accepted"],
  [/\b(?:is|are|was|were|be) answered\b|\banswered (?:with|by|\d)/i, "the registry responded"],
  [/\ban answer\b|\bthe answers?\b|\bits answers?\b|\banswers? (?:(?:to|with)\b|\d)/i, "the response, responds"],
  [/\ba text\b/i, "a string"],
  [/\b(?:can't|cannot) be right\b/i, "is invalid"],
  [/\bsent again\b|\bsending again\b|\bsends? (?:it|them|that) again\b/i, "retried, resubmitted"],
  [/\bcarr(?:y|ies|ied|ying) (?:it |them |out\b)/i, "applied, executed, runs"],
  [/\bthe time for one attempt\b/i, "timeout of one attempt"],
  [/\bleft off\b|\bloop is left\b/i, "omitted, exited early"],
  [/\bconcluded\b/i, "inferred"],
  [/\bby which you act\b/i, "use it to decide"],
  [/\bto the one that it is\b/i, "to the union of its classes"],
  [/\bwhat stays\b|\bstays unknown\b/i, "an unknown outcome"],
  [/\bwhoever\b|\bsomebody else's\b|\bof one's own\b/i, "a caller, yours, of your own"],
  [/\bthe house\b|\bof the house\b|\bmending\b|\bwishes\b/i, "the repository, fixes, options"],
  [/\b(?:a|the|each|next|first|last) look\b|\blooks? at (?:a|the|its) task\b/i, "a poll, polls"],
  [/\bof which (?:it|none|no|the)\b/i, "a noun, or a second sentence"],
  [/\bthat is none\b|\bthat are none\b|\bthat there is not\b/i, "invalid, unknown"],
  [/\bis to be\b|\bare to be\b/i, "must be, is"],
  [/\bheed(?:s|ed)?\b|\breckoned\b/i, "honours, computed"],
];

const markdown = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  "examples/README.md",
  ...(await filesIn("docs", ".md")),
];
const code = [
  ...(await filesIn("src", ".ts")),
  ...(await filesIn("scripts", ".ts")),
  ...(await filesIn("examples", ".ts")),
];
const contract = await filesIn("openapi", ".yaml");
const tests = (await filesIn("test", ".ts")).filter(
  (file) => !file.includes("node_modules") && !file.includes("words"),
);

async function filesIn(folder: string, extension: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((name) => name.endsWith(extension)).map((name) => `${folder}/${name}`);
}

/** The comments and strings of a TypeScript file: its TSDoc, its messages and what it prints. Lines stay. */
function prose(source: string): string {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, source);
  const parts: string[] = [];
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    const isComment = token === ts.SyntaxKind.SingleLineCommentTrivia || token === ts.SyntaxKind.MultiLineCommentTrivia;
    const isText = token >= ts.SyntaxKind.FirstLiteralToken && token <= ts.SyntaxKind.LastTemplateToken;
    const text = scanner.getTokenText();
    parts.push(isComment || isText ? text : text.replaceAll(/[^\n]/g, ""));
  }
  return parts.join("");
}

/** The odd phrases of a file, each with its line and what to write. A phrase can continue on the next line. */
function oddPhrases(file: string, source: string): string[] {
  const lines = (file.endsWith(".ts") ? prose(source) : source).split("\n");
  return lines.flatMap((line, index) => {
    const next = (lines[index + 1] ?? "").replace(/^\s*(?:\*|\/\/|#|>)?\s*/, "");
    return phrases.flatMap(([phrase, plain]) => {
      const found = phrase.exec(`${line} ${next}`);
      // A phrase that begins in the next line is reported there.
      if (found === null || found.index >= line.length) return [];
      return [`${file}:${index + 1}: "${found[0]}". Write: ${plain}`];
    });
  });
}

describe("the plain words", () => {
  test.each([...markdown, ...contract, ...code, ...tests, "test/errors/messages.txt"])(
    "are used in %s",
    async (file) => {
      expect(oddPhrases(file, await readFile(file, "utf8"))).toStrictEqual([]);
    },
  );

  test("replace an odd phrase in a comment or a string, which is reported with its line", () => {
    const source = "const wishes = 1;\n/** It is\n * told each one. */\nfail(`expected a text, not ${wishes}`);";
    expect(oddPhrases("x.ts", source)).toStrictEqual([
      'x.ts:2: "is told". Write: receives, is called with',
      'x.ts:4: "a text". Write: a string',
    ]);
  });
});
