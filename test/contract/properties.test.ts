import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readContract } from "../../scripts/contract/document.ts";
import { contractOperations } from "../../scripts/contract/operations.ts";
import { contractFile } from "../support/contract-copy.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { isFull, scaled } from "../support/full-counts.ts";
import { patientPath } from "../support/patient.ts";
import { bodyChecks, type BodyCheck } from "../support/body-checks.ts";
import { metaMutations, withinTheRules } from "../support/meta-values.ts";
import { send } from "../support/raw-request.ts";
import { mutationsOf } from "../support/schema-mutations.ts";
import { resolverOf, valueOf, type Schema } from "../support/schema-values.ts";

const numRuns = scaled(1_000);
const parameters: Record<string, string> = {
  ...patientPath,
  id: "patient-0001",
  containKey: "contact",
  containedResourceId: "contact-1",
  profileKey: "patient",
  relationshipDefinitionKey: "treated-by",
  collectionKey: "clinic",
  relationshipType: "treated-by",
};
const relationships = { sourceKey: "ehr-prod", relationshipType: "treated-by" };
const contract = await readContract(contractFile);
const resolve = resolverOf(contract);
const operations = contractOperations(contract)
  .map((operation) => ({
    ...operation,
    path: operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === "id" && operation.path.includes("{relationshipType}") ? "p-1.d-1" : (parameters[name] ?? ""),
    ),
    schema: contract.get([...operation.pointer, "requestBody", "content", "application/json", "schema"]) as Schema,
  }))
  .filter(({ operationId }) => operationId in bodyChecks);

test("each check is for an operation of the contract", () => {
  expect(operations.map(({ operationId }) => operationId)).toStrictEqual(Object.keys(bodyChecks));
});

describe.each(operations)("bodies of $operationId, generated from its schema", (operation) => {
  const { operationId, method, path, schema } = operation;
  const { metas, level, prepare, withinRules, accepted, rules } = bodyChecks[operationId] as BodyCheck;
  // The bodies also comply with the documented rules that a schema can't express.
  const bodies = valueOf(schema, resolve, level).map((body) => withinRules(withinTheRules(body, metas(body))));

  async function submit(body: unknown) {
    const embedded = createEmbeddedRegistry();
    await prepare(embedded);
    const stored = () => [embedded.resources(patientPath), embedded.relationships(relationships)];
    const before = stored();
    const response = await send(embedded, { method, path, body: JSON.stringify(body) });
    return { embedded, before, stored, response };
  }

  test(`${String(numRuns)} that comply with every rule are accepted, and applied as they were sent`, async () => {
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const { embedded, response } = await submit(body);
        expect(response.body.details).toBeUndefined();
        await accepted({ body, response, embedded });
      }),
      { numRuns },
    );
  });

  test(`${String(numRuns)} with one change that violates a rule are rejected, with a detail that names the field`, async () => {
    const violated = new Set<string>();
    await fc.assert(
      fc.asyncProperty(bodies, fc.nat(), fc.nat(), async (body, ruleNumber, number) => {
        const mutations = [...mutationsOf(schema, body, resolve), ...metaMutations(body, metas(body))];
        const broken = [...new Set(mutations.map(({ rule }) => rule))];
        const ofRule = mutations.filter(({ rule }) => rule === broken[ruleNumber % broken.length]);
        const mutation = ofRule[number % ofRule.length];
        if (mutation === undefined) throw new Error("The body has nothing to change.");
        violated.add(mutation.rule);
        const { embedded, before, stored, response } = await submit(mutation.value);
        const details = (response.body.details ?? []).map(({ message }) => message);
        expect(response.status, JSON.stringify(mutation)).toBe(400);
        expect(
          details.some((detail) => detail.startsWith(`${mutation.field} `)),
          `${JSON.stringify(mutation)} has the details ${details.join("; ")}`,
        ).toBe(true);
        await embedded.completeTasks();
        expect(stored()).toStrictEqual(before);
      }),
      { numRuns },
    );
    // A tenth of the runs may miss a rare rule.
    expect(isFull ? [...violated].sort() : rules.filter((rule) => violated.has(rule))).toStrictEqual(
      isFull ? rules : [...violated].sort(),
    );
  });
});
