import { literal, tsdoc } from "./code.ts";
import type { ContractDocument } from "./document.ts";
import { operationKind } from "./operation-table.ts";
import {
  bodySchema,
  contractOperations,
  formParts,
  pageOf,
  pathParameters,
  queryParameters,
  successOf,
  type ContractOperation,
} from "./operations.ts";
import { dataParameter, readableTypes, type ReadableTypes } from "./readable-types.ts";
import { exampleCode } from "./sampled-calls.ts";
import { schemaPointer } from "./schema.ts";
import { typedInterface, typedSignature } from "./typed-interface.ts";

const rule = "client/types";

const imports = [
  ["../client/http.ts", ["RegistryHttp"]],
  ["../client/options.ts", ["CallOptions"]],
  ["../resource-check.ts", ["ProfileEntries", "ResourceCheck"]],
  ["../task-id.ts", ["TaskId"]],
  ["../typed-data.ts", ["AnyResourceOperation", "Checked", "ResourceType", "TypedBody", "TypedPath", "TypedResult"]],
  ["../types.ts", ["Data", "DataObject", "ErrorBody", "WithoutNull"]],
  ["./types.ts", ["components", "operations"]],
] as const;

const clientDoc = tsdoc([
  "A typed client for the registry of one workspace, with one method for each operation of the contract.",
  "A call that fails rejects with a {@link RegistryError}. Its `outcome` says whether a write may have happened. An aborted call\n" +
    "rejects with the reason of its signal. If an `apiKey` function throws, the call rejects with that error.",
]);

const httpDoc = tsdoc([
  "The underlying openapi-fetch client, with the same API key, checks, retries and time limits as the methods.",
]);

const retryNote = "The client retries this operation only when the request was certainly not executed.";

const uploadNote =
  "`timeoutMs` and `deadlineMs` include the upload: pass higher values for a large file or a slow connection. On Node.js,\n" +
  "`fs.openAsBlob(path)` opens a file without reading it into memory.";

const retryAfterField =
  "/** The time to wait before the next request, in milliseconds, from the `Retry-After` header. */\nretryAfterMs?: number;";

/** A method of the client, and the types of its path, options and result. */
interface Method {
  readonly operation: ContractOperation;
  readonly code: string;
  /** The method of a client with profiles, if it differs. */
  readonly typedCode: string | undefined;
  readonly types: Readonly<Record<string, string>>;
}

/** Returns the interface of the client and every type that its methods use. */
export async function clientInterface(contract: ContractDocument): Promise<string> {
  const schemas = readableTypes(contract);
  const methods = await Promise.all(
    contractOperations(contract).map(async (operation) =>
      methodOf(contract, schemas, operation, await exampleCode(contract, operation)),
    ),
  );
  checkNames(contract, schemas, methods);
  const typed = methods.flatMap(({ operation, typedCode }) =>
    typedCode === undefined ? [] : [[operation.operationId, typedCode] as const],
  );
  const code = [
    'type Schemas = components["schemas"];',
    `${clientDoc}\nexport interface RegistryClient {`,
    ...methods.map((method) => method.code),
    `${httpDoc}\nreadonly http: RegistryHttp;\n}`,
    ...(typed.length > 0 ? [typedInterface(new Map(typed))] : []),
    ...methods.flatMap(({ types }) => Object.values(types)),
    ...schemas.declarations.values(),
  ].join("\n\n");
  return `${importsOf(code)}\n\n${code}`;
}

function methodOf(
  contract: ContractDocument,
  schemas: ReadableTypes,
  operation: ContractOperation,
  example: string | undefined,
): Method {
  const { operationId, pointer } = operation;
  const body = bodySchema(contract, operation);
  const success = successOf(contract, operation);
  const form = body && formParts(contract, body);
  const query = queryParameters(contract, operation);
  const page = pageOf(contract, pointer);
  const link = `{@link RegistryClient.${operationId}}`;
  const at = `operations[${literal(operationId)}]`;
  const named = (suffix: string) => `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}${suffix}`;
  const [path, options, result] = [named("Path"), named("Options"), named("Result")];

  const needsQuery = query.some((parameter) => contract.get([...parameter, "required"]) === true);
  const needsBody = contract.get([...pointer, "requestBody", "required"]) === true;
  const resultHasData =
    !(body !== undefined && schemas.hasOwnData(body)) && success.schemas.some((each) => schemas.carriesData(each));
  const bodyHasData = body !== undefined && schemas.carriesData(body);
  const resultParameter = resultHasData ? dataParameter : "";

  const pathType =
    pathParameters(contract, operation).length === 0 ? "Record<string, never>" : `${at}["parameters"]["path"]`;
  const bodyType =
    body && (schemas.typeOf(body, "request", "D") ?? `${at}["requestBody"]["content"]["application/json"]`);
  const resultTypes = success.schemas.map(
    (schema) =>
      schemas.typeOf(schema, "response", resultHasData ? "D" : "Data") ??
      `WithoutNull<${at}["responses"][${statusKey(schema.at(-4))}]["content"]["application/json"]>`,
  );
  const resultType = resultTypes.join(" | ");

  const ownOptions = [
    ...(query.length > 0
      ? [`/** The query parameters. */\nquery${needsQuery ? "" : "?"}: ${at}["parameters"]["query"];`]
      : []),
    ...(form === undefined ? [] : [fileFieldOption(form.file)]),
  ];
  const types = {
    [path]: `${tsdoc([`The path parameters of ${link}.`], page)}\nexport type ${path} = ${pathType};`,
    ...(ownOptions.length > 0 && {
      [options]:
        `${tsdoc([`The options of ${link}.`], page)}\nexport interface ${options} extends CallOptions {\n` +
        `${ownOptions.join("\n")}\n}`,
    }),
    [result]:
      `${tsdoc([`The result of ${link}.`], page)}\nexport type ${result}${resultParameter} = ` +
      `${success.retryAfter ? `(${resultType}) & {\n${retryAfterField}\n}` : resultType};`,
  };

  const optionsParameter = `options${needsQuery ? "" : "?"}: ${ownOptions.length > 0 ? options : "CallOptions"}`;
  const parameters = [
    `path: ${path}`,
    ...(bodyType === undefined ? [] : [`body${needsBody ? "" : "?"}: ${bodyType}`]),
    optionsParameter,
  ];
  const signature = `${operationId}${resultHasData || bodyHasData ? dataParameter : ""}(${parameters.join(", ")})`;
  const code = `${methodDoc(contract, operation, example)}\n${signature}: Promise<${result}${resultHasData ? "<D>" : ""}>;`;
  // The default of `D` in the type of the body is replaced by the type of a profile.
  const typed = typedSignature(contract, operation, {
    ...{ path, result, options: optionsParameter },
    body: bodyType?.replace("<D>", ""),
  });
  const typedCode = typed && `${methodDoc(contract, operation, undefined)}\n${typed};`;
  return { operation, code, typedCode, types };
}

/** The name of the part with the file can be changed, because Clinia does not document it. */
function fileFieldOption(file: string): string {
  const doc = tsdoc([
    `The name of the form field with the file, which Clinia's documentation does not mention. Default: \`${file}\`.`,
  ]);
  return `${doc}\nfileField?: string | undefined;`;
}

/** Returns the key of a status in the types of openapi-typescript: a number, or a string for a range such as 2XX. */
function statusKey(status: unknown): string {
  return /^\d+$/.test(String(status)) ? String(status) : literal(status);
}

/** Prefers the description to the summary, which is only the title of Clinia's page. */
function methodDoc(contract: ContractDocument, operation: ContractOperation, example: string | undefined): string {
  const { pointer } = operation;
  const textAt = (...keys: string[]) => {
    const value = contract.get([...pointer, ...keys]);
    return typeof value === "string" ? value.trim() : undefined;
  };
  const body = textAt("requestBody", "description");
  const schema = bodySchema(contract, operation);
  const isForm = schema !== undefined && formParts(contract, schema) !== undefined;
  return tsdoc(
    [
      textAt("description") ?? `${contract.string([...pointer, "summary"], rule)}.`,
      operationKind(contract, operation) === "once" ? retryNote : undefined,
      isForm ? uploadNote : undefined,
      body && `@param body ${body}`,
      example && `@example\n${example}`,
    ],
    pageOf(contract, pointer),
  );
}

/** Throws `ContractError` when two types would have the same name. */
function checkNames(contract: ContractDocument, { declarations }: ReadableTypes, methods: readonly Method[]): void {
  const taken = new Set([
    "RegistryClient",
    "TypedRegistryClient",
    "Schemas",
    ...imports.flatMap(([, names]): readonly string[] => names),
  ]);
  for (const name of declarations.keys()) {
    if (taken.has(name))
      throw contract.problem(schemaPointer(name), rule, "has the same name as another type of the client.");
    taken.add(name);
  }
  for (const { operation, types } of methods) {
    for (const name of Object.keys(types)) {
      const operationId = [...operation.pointer, "operationId"];
      if (taken.has(name))
        throw contract.problem(operationId, rule, `declares the type ${name}, which already exists.`);
      taken.add(name);
    }
  }
}

/** Returns the imports of the names that `code` uses. */
function importsOf(code: string): string {
  const isUsed = (name: string) => new RegExp(`\\b${name}\\b`).test(code);
  return imports
    .map(([file, names]) => [file, names.filter(isUsed)] as const)
    .filter(([, names]) => names.length > 0)
    .map(([file, names]) => `import type { ${names.join(", ")} } from ${literal(file)};`)
    .join("\n");
}
