import { cp, mkdtemp, readdir, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import ts from "typescript";

/** Creates a folder with a copy of src/ and the given programs. The caller removes the folder. */
export async function repositoryCopy(programs: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-client-"));
  await cp("src", join(folder, "src"), { recursive: true });
  await symlink(resolve("node_modules"), join(folder, "node_modules"), "junction");
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  for (const [name, program] of Object.entries(programs)) await writeFile(join(folder, name), program);
  return folder;
}

/** Returns the compiler options of this repository. */
export function repositoryOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile.bind(ts.sys)) as { config: object };
  return ts.parseJsonConfigFileContent({ ...config, include: [], files: ["tsconfig.json"] }, ts.sys, resolve("."))
    .options;
}

const parsedLibraries = new Map<string, ts.SourceFile | undefined>();

/**
 * Returns the type errors in files, but not in the files that they import. The libraries are parsed once, because that takes
 * long.
 */
export function typeErrors(files: readonly string[], options: ts.CompilerOptions): string[] {
  const host = ts.createCompilerHost(options);
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;
  const parse = host.getSourceFile.bind(host);
  host.getSourceFile = (file, target, ...further) => {
    if (!file.includes("/node_modules/")) return parse(file, target, ...further);
    const key = `${file} ${JSON.stringify(target)}`;
    if (!parsedLibraries.has(key)) parsedLibraries.set(key, parse(file, target, ...further));
    return parsedLibraries.get(key);
  };
  const program = ts.createProgram(files, options, host);
  const diagnostics = [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...files.flatMap((file) => {
      const source = program.getSourceFile(file);
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    }),
  ];
  return diagnostics.map((diagnostic) => ts.formatDiagnostic(diagnostic, host).trim());
}

/** Returns the TypeScript files of a folder, without its node_modules. */
export async function sourcesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries
    .filter((name) => name.endsWith(".ts") && !name.startsWith("node_modules"))
    .map((name) => join(folder, name));
}
