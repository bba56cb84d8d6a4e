import { readFileSync } from "node:fs";
import { createRequire, isBuiltin, wrap } from "node:module";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createContext, runInContext, type Context } from "node:vm";
import { describe, expect, test } from "vitest";
import type { ClientEntry } from "../runtimes/inside/context.ts";

const entries = [
  "index",
  "bullmq/index",
  "embedded/index",
  "import/index",
  "opentelemetry/index",
  "profiles/index",
].map((name) => ({
  name,
  modules: resolve(`dist/${name}.js`),
  commonJs: resolve(`dist/${name}.cjs`),
}));
const require = createRequire(import.meta.url);

describe.each(entries)("dist/$name", ({ modules, commonJs }) => {
  test("exports the same names as an ES module and as CommonJS", async () => {
    const [imported, required] = [await imports(modules), require(commonJs) as object];
    expect(Object.keys(required).sort()).toStrictEqual(Object.keys(imported).sort());
  });

  test("exports the same names when an ES module imports the CommonJS build", async () => {
    const imported = await imports(commonJs);
    expect(Object.keys(imported)).toStrictEqual(expect.arrayContaining(Object.keys(await imports(modules))));
  });

  // Jest with jsdom has no fetch, Request, Response, Headers, TextEncoder or structuredClone.
  test("loads where the platform has only the globals of the language, and changes no global", () => {
    const context = createContext({});
    const globals = () => runInContext("Object.getOwnPropertyNames(globalThis).join()", context) as string;
    const before = globals();
    expect(() => loadIn(context, commonJs)).not.toThrow();
    expect(globals()).toBe(before);
  });
});

describe("a program that loads the package as an ES module and as CommonJS", () => {
  test("recognizes the errors of both", async () => {
    const modules = (await imports(resolve("dist/index.js"))) as ClientEntry;
    const commonJs = require(resolve("dist/index.cjs")) as ClientEntry;
    expect(commonJs.InvalidRequestError).not.toBe(modules.InvalidRequestError);
    for (const [one, other] of [[modules, commonJs] as const, [commonJs, modules] as const]) {
      const error = new one.InvalidRequestError({ field: "apiKey", reason: "it is missing" });
      expect(other.isRegistryError(error)).toBe(true);
      expect(error).toBeInstanceOf(other.RegistryError);
      expect(error).toBeInstanceOf(other.InvalidRequestError);
      expect(error instanceof other.ApiError).toBe(false);
    }
  });

  test("may pass the client of one to the functions of the other", async () => {
    const modules = (await imports(resolve("dist/index.js"))) as ClientEntry;
    const commonJs = require(resolve("dist/index.cjs")) as ClientEntry;
    for (const [one, other] of [[modules, commonJs] as const, [commonJs, modules] as const]) {
      const unavailable = () => Promise.resolve(new Response(null, { status: 401 }));
      const registry = one.createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: unavailable });
      const wait = other.waitForTask(registry, { sourceKey: "ehr-prod", taskId: "s_1" }, { deadlineMs: 60_000 });
      await expect(wait).rejects.toBeInstanceOf(other.ApiError);
    }
  });
});

function imports(file: string): Promise<object> {
  return import(/* @vite-ignore */ pathToFileURL(file).href) as Promise<object>;
}

/** Loads a CommonJS file and its dependencies in a separate realm. Modules of Node.js come from this one. */
function loadIn(context: Context, file: string, loaded = new Map<string, { exports: unknown }>()): unknown {
  const before = loaded.get(file);
  if (before !== undefined) return before.exports;
  const module = { exports: {} };
  // Before its code runs, because the modules of a package may require each other.
  loaded.set(file, module);
  const run = runInContext(wrap(readFileSync(file, "utf8")), context) as (...given: unknown[]) => void;
  const requireIn = (name: string): unknown => {
    if (isBuiltin(name)) return require(name);
    return loadIn(context, createRequire(file).resolve(name), loaded);
  };
  run(module.exports, requireIn, module, file, dirname(file));
  return module.exports;
}
