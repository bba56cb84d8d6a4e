import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readContract } from "../../scripts/contract/document.ts";
import { contractOperations } from "../../scripts/contract/operations.ts";
import { createEmbeddedRegistry } from "../../src/embedded/index.ts";
import type { CreateResourceRequest, IdentifierInput, MetaInput } from "../../src/index.ts";
import { contractFile } from "../support/contract-copy.ts";
import { patientPath } from "../support/patient.ts";
import { send } from "../support/raw-request.ts";
import { mutationsOf, type Mutation } from "../support/schema-mutations.ts";
import { resolverOf, valueOf, type Schema } from "../support/schema-values.ts";

const numRuns = 1_000;
const parameters: Record<string, string> = { ...patientPath, id: "patient-0001" };
const contract = await readContract(contractFile);
const resolve = resolverOf(contract);
const operations = contractOperations(contract)
  .map((operation) => ({
    ...operation,
    path: operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? ""),
    schema: contract.get([...operation.pointer, "requestBody", "content", "application/json", "schema"]) as Schema,
  }))
  .filter(({ pointer }) => contract.get([...pointer, "requestBody"]) !== undefined);

/** The documented rules for `meta` that no schema can say are kept as well. */
const bodiesOf = (schema: Schema) =>
  valueOf(schema, resolve).map((value) => {
    const { meta, ...body } = value as CreateResourceRequest;
    return meta === undefined ? body : { ...body, meta: withinTheRules(meta) };
  });

function withinTheRules({ createdAt, updatedAt, identifier, ...meta }: MetaInput): MetaInput {
  const [first, last] = [createdAt, updatedAt].filter((date) => date !== undefined).sort();
  return {
    ...meta,
    ...(first === undefined ? {} : { createdAt: first }),
    ...(last === undefined ? {} : { updatedAt: last }),
    ...(identifier === undefined ? {} : { identifier: distinct(identifier) }),
  };
}

function distinct(identifiers: IdentifierInput[]): IdentifierInput[] {
  const keyOf = ({ system, use, value }: IdentifierInput) => JSON.stringify([system, use, value]);
  return [...new Map(identifiers.map((identifier) => [keyOf(identifier), identifier])).values()];
}

/** Each single change that breaks one of those rules. */
function metaMutations(body: CreateResourceRequest): Mutation[] {
  const { meta = {} } = body;
  const { createdAt, identifier: [identifier] = [] } = meta;
  const changed = (rule: string, field: string, change: MetaInput) => ({
    rule,
    field,
    value: { ...body, meta: { ...meta, ...change } },
  });
  const later = "2999-01-01T00:00:00Z";
  return [
    changed("not in the future", "meta.createdAt", { createdAt: later }),
    changed("not in the future", "meta.updatedAt", {
      createdAt: createdAt ?? "2020-01-01T00:00:00Z",
      updatedAt: later,
    }),
    changed("not before", "meta.updatedAt", { createdAt: "2020-01-02T00:00:00Z", updatedAt: "2020-01-01T00:00:00Z" }),
    ...(identifier === undefined
      ? []
      : [changed("distinct", "meta.identifier[1]", { identifier: [identifier, { ...identifier, id: "another" }] })]),
  ];
}

describe.each(operations)("bodies of $operationId, made from the contract's own schema", (operation) => {
  const { operationId, method, path, schema } = operation;
  const bodies = bodiesOf(schema);
  test(`${String(numRuns)} that keep every rule are accepted, and stored as they were sent`, async () => {
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const embedded = createEmbeddedRegistry();
        const answer = await send(embedded, { method, path, body: JSON.stringify(body) });
        expect({ status: answer.status, details: answer.body.details }).toStrictEqual({
          status: 201,
          details: undefined,
        });
        const [stored] = embedded.resources(patientPath);
        const token = /"@rootId"/g;
        const sent = JSON.stringify([body.data, body.contained ?? null]);
        const id = operationId === "createResource" ? JSON.stringify(stored?.id) : '"@rootId"';
        expect(JSON.stringify([stored?.data, stored?.contained ?? null])).toBe(sent.replaceAll(token, id));
      }),
      { numRuns },
    );
  });

  test(`${String(numRuns)} with one change that breaks a rule are refused, with a detail that names the field`, async () => {
    const rules = new Set<string>();
    await fc.assert(
      fc.asyncProperty(bodies, fc.nat(), fc.nat(), async (body, ruleNumber, number) => {
        const mutations = [...mutationsOf(schema, body, resolve), ...metaMutations(body)];
        const broken = [...new Set(mutations.map(({ rule }) => rule))];
        const ofRule = mutations.filter(({ rule }) => rule === broken[ruleNumber % broken.length]);
        const mutation = ofRule[number % ofRule.length];
        if (mutation === undefined) throw new Error("There is nothing to change.");
        rules.add(mutation.rule);
        const embedded = createEmbeddedRegistry();
        const answer = await send(embedded, { method, path, body: JSON.stringify(mutation.value) });
        const details = (answer.body.details ?? []).map(({ message }) => message);
        expect(answer.status, JSON.stringify(mutation)).toBe(400);
        expect(
          details.some((detail) => detail.startsWith(`${mutation.field} `)),
          `${JSON.stringify(mutation)} was answered ${details.join("; ")}`,
        ).toBe(true);
        expect(embedded.resources(patientPath)).toStrictEqual([]);
      }),
      { numRuns },
    );
    expect([...rules].sort()).toStrictEqual([
      "additionalProperties",
      ...(operationId === "createResource" ? ["anyOf"] : []),
      "dependentRequired",
      "distinct",
      "format",
      "not",
      "not before",
      "not in the future",
      "required",
      "type",
    ]);
  });
});
