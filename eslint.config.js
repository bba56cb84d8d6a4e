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
  globalIgnores(["artifacts/", "coverage/", "dist/", "src/generated/", "try.*"]),
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: { "@typescript-eslint/consistent-type-imports": "error" },
  },
  { files: ["src/**/*.ts"], rules: { "no-console": "error" } },
  mustNotKnow(["src/**/*.ts"], scripts, openapiFetch, "/embedded/"),
  ...["*.ts", "*/*.ts"].map((files, depth) =>
    mustNotKnow(
      [`src/embedded/${files}`],
      scripts,
      openapiFetch,
      `^(\\.\\./){${depth + 1}}(?!generated/|types/|(task-id|resource-id|json)\\.ts$)`,
    ),
  ),
  mustNotKnow(["src/http.ts"], scripts, "/embedded/"),
  mustNotKnow(["src/task-id.ts", "src/resource-id.ts", "src/json.ts", "src/method-safety.ts"], "^(?!\\./generated/)"),
  mustNotKnow(
    ["src/{base-url,body-json,call-options,extra-headers,path-guard}.ts"],
    openapiFetch,
    "^\\./(?!generated/|errors/|types/|(extra-headers|json|resource-id|task-id)\\.ts$|transport/index\\.ts$)",
  ),
  mustNotKnow(["src/operations/*.ts"], openapiFetch, "^\\.\\./(client|index|registry-http|embedded/)"),
  mustNotKnow(["src/errors/**/*.ts"], openapiFetch, "^\\.\\./(?!generated/|types/|method-safety\\.ts$)"),
  mustNotKnow(
    ["src/transport/**/*.ts"],
    openapiFetch,
    "^\\.\\./(?!generated/|errors/|types/|(json|leading-task-id|method-safety)\\.ts$)",
  ),
);
