import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/**
 * Imports run one way (the line of src/ in CONTRIBUTING.md). For each part of src/, a file or a folder, what it may know besides the
 * files of its own folder: a folder, or of a folder one file. Whatever is not named here may know nothing.
 */
const words = ["generated/", "json.ts", "leading-task-id.ts", "method-safety.ts", "resource-id.ts", "task-id.ts"];
const ground = [...words, "types/index.ts", "errors/index.ts", "transport/index.ts"];
const call = [...ground, "body-json.ts", "call-options.ts", "extra-headers.ts", "path-guard.ts", "start-call.ts"];
const http = [...call, "caller.ts", "client-headers.ts", "http.ts", "registry-http.ts", "report-failure.ts"];
// What takes several calls is given a client, and never makes one.
const severalCalls = [...call, "in-order-of-completion.ts", "may-have-landed.ts", "registry-client.ts"];
const client = {
  "{browser,json,leading-task-id,method-safety,resource-id,task-id}.ts": ["generated/"],
  "{may-have-landed,user-agent}.ts": ["browser.ts", "generated/"],
  "types/": words,
  "errors/": [...words, "types/index.ts"],
  "transport/": [...words, "types/index.ts", "errors/index.ts"],
  "{base-url,body-json,call-options,client-options,extra-headers,path-guard,start-call}.ts": call,
  "in-order-of-completion.ts": ground,
  "http.ts": call,
  "client-headers.ts": [...call, "user-agent.ts"],
  "{caller,registry-client,registry-http,report-failure}.ts": http,
  "operations/": [...call, "caller.ts", "may-have-landed.ts", "report-failure.ts"],
  "client.ts": [...http, "base-url.ts", "browser.ts", "client-options.ts", "operations/index.ts", "registry-client.ts"],
  "tasks/": severalCalls,
  "write-resources/": [...severalCalls, "operations/operation-guard.ts", "tasks/poll-task.ts", "tasks/wait-options.ts"],
  "index.ts": [
    ...severalCalls,
    "client-options.ts",
    "client.ts",
    "registry-http.ts",
    "tasks/index.ts",
    "write-resources/index.ts",
  ],
};

/** Never the client. */
const contract = ["generated/", "json.ts", "resource-id.ts", "task-id.ts", "types/index.ts"];
const embedded = {
  "embedded/*.ts": [...contract, "embedded/*.ts"],
  "embedded/{app,index}.ts": [...contract, "embedded/"],
  "embedded/faults/": [...contract, "embedded/range.ts"],
  "embedded/writes/": [...contract, "embedded/meta-rules.ts", "embedded/refusal.ts", "embedded/store.ts"],
  "embedded/bundle/": [...contract, "embedded/tokens.ts", "embedded/writes/"],
  "embedded/tasks/": [
    ...contract,
    "embedded/failures.ts",
    "embedded/options.ts",
    "embedded/refusal.ts",
    "embedded/writes/",
  ],
  "embedded/operations/": [...contract, "embedded/*.ts", "embedded/bundle/", "embedded/tasks/", "embedded/writes/"],
};

/** Forbids a part of src/ what it may not know; `packages` is which packages it may not. */
function mayKnow(part, known, packages) {
  const isFolder = part.endsWith("/");
  const folders = part.split("/").slice(0, -1);
  // An import goes up some folders, and then down: into what it may know there.
  const ways = Array.from({ length: folders.length + 1 }, (_, up) => {
    const from = folders
      .slice(0, folders.length - up)
      .map((folder) => `${folder}/`)
      .join("");
    const inside = [...known, ...(isFolder ? [part] : [])].filter((each) => each.startsWith(from));
    const down = inside.map((each) => asRegex(each.slice(from.length)));
    if (up > 0 && up < folders.length) down.push("\\.\\./");
    return `^${up === 0 ? "\\./" : `(\\.\\./){${up}}`}${down.length === 0 ? "" : `(?!${down.join("|")})`}`;
  });
  return restricted(`src/${part}${isFolder ? "*.ts" : ""}`, [...ways, packages]);
}

function restricted(files, imports) {
  const message = "Imports run one way: eslint.config.js says what each part of src/ may know.";
  const patterns = imports.map((regex) => ({ regex, message }));
  return { files: [files], rules: { "no-restricted-imports": ["error", { patterns }] } };
}

/** Of a folder everything, of `*` one name, and of a file that one. */
function asRegex(known) {
  const regex = known.replaceAll(".", "\\.").replaceAll("*", "[^/]+");
  return known.endsWith("/") || known === "" ? regex : `${regex}$`;
}

export default defineConfig(
  globalIgnores(["artifacts/", "bench/dist/", "coverage/", "dist/", "src/generated/", "test/consumer/", "try.*"]),
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      // The rule's own defaults allow more than the strict preset: each is named.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        {
          allowAny: false,
          allowBoolean: false,
          allowNever: false,
          allowNullish: false,
          allowNumber: true,
          allowRegExp: false,
        },
      ],
    },
  },
  {
    // The tests of node:test are waited for by node:test.
    files: ["examples/**/*.test.ts"],
    rules: {
      "@typescript-eslint/no-floating-promises": [
        "error",
        { allowForKnownSafeCalls: [{ from: "package", name: ["describe", "test"], package: "node:test" }] },
      ],
    },
  },
  { files: ["src/**/*.ts"], rules: { "no-console": "error" } },
  restricted("src/**/*.ts", ["."]),
  // The client runs wherever there is a fetch: it has no package but one, in one file.
  Object.entries(client).map(([part, known]) =>
    mayKnow(part, known, part === "http.ts" ? "^(?!\\.|openapi-fetch$)" : "^[^.]"),
  ),
  Object.entries(embedded).map(([part, known]) => mayKnow(part, known, "^openapi-fetch$")),
);
