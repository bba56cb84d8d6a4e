import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Imports run one way (the line of src/ in README.md): what each part of src/ must not know. */
const mustNotKnow = (files, ...patterns) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: patterns.map((regex) => ({ regex })) }] },
});
const scripts = "/(scripts|test)/";
const openapiFetch = "^openapi-fetch$";

export default defineConfig(
  globalIgnores(["artifacts/", "coverage/", "dist/", "src/generated/"]),
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: { "@typescript-eslint/consistent-type-imports": "error" },
  },
  { files: ["src/**/*.ts"], rules: { "no-console": "error" } },
  mustNotKnow(["src/**/*.ts"], scripts, openapiFetch, "/embedded/"),
  mustNotKnow(
    ["src/embedded/**/*.ts"],
    scripts,
    openapiFetch,
    "^(\\.\\./)+(?!\\.\\./|generated/|(task-id|resource-id|types|json)\\.ts$)",
  ),
  mustNotKnow(["src/http.ts"], scripts, "/embedded/"),
  mustNotKnow(["src/task-id.ts", "src/resource-id.ts", "src/json.ts"], "^(?!\\./generated/)"),
  mustNotKnow(
    ["src/{base-url,body-guard,path-guard,task-submission}.ts"],
    openapiFetch,
    "^\\./(?!generated/|errors/|(json|resource-id|task-id|types)\\.ts$)",
  ),
  mustNotKnow(["src/create-resource.ts"], openapiFetch, "^\\./(client|index|transport/|embedded/)"),
  mustNotKnow(["src/errors/**/*.ts"], openapiFetch, "^\\.\\./(?!generated/|types\\.ts$)"),
  mustNotKnow(["src/transport/**/*.ts"], openapiFetch, "^\\.\\./(?!generated/|errors/)"),
);
