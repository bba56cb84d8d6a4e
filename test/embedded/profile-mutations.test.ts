import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApiError } from "../../src/index.ts";
import { defineProfiles } from "../../src/profiles/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { exampleProfiles, exampleVocabularies } from "../support/example-profiles.ts";
import { isFull } from "../support/full-counts.ts";
import { validDocuments, type ProfileDocument } from "../support/profile-documents.ts";
import { mutationNames, mutationsOf, type DocumentMutation } from "../support/profile-mutations.ts";
import { key } from "../support/start.ts";
import { thrown } from "../support/thrown.ts";

const definitions = { profiles: exampleProfiles, vocabularies: exampleVocabularies };
const profiles = defineProfiles(exampleProfiles, { vocabularies: exampleVocabularies });
const types = Object.keys(exampleProfiles);

const embedded = createEmbeddedRegistry({ profiles });
const path = { sourceKey: "ehr-prod" };
let url: string;

beforeAll(async () => {
  ({ url } = await embedded.listen());
});

afterAll(() => embedded.close());

/** A check reports up to 20 problems, and a response up to 100. */
const batchSize = 5;

/** The documents of a type; the same in each run. */
const documentsOf = new Map(
  types.map((type) => {
    const documents = validDocuments(exampleProfiles, type, exampleVocabularies);
    return [type, fc.sample(documents, { numRuns: isFull ? 1_000 : 25, seed: 19 })];
  }),
);

/** Upserts resources in one bulk. Returns the status, and the message of each detail. Uses `fetch`: the client checks its requests. */
async function bulk(type: string, resources: readonly ProfileDocument[]) {
  const operations = resources.map((resource, index) => ({
    action: "UPSERT",
    upsert: { id: `${type}-${index}`, type, ...resource },
  }));
  const response = await fetch(`${url}/sources/ehr-prod/v1/resources/bulk`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-clinia-api-key": key },
    body: JSON.stringify({ operations }),
  });
  const { details = [] } = (await response.json()) as { details?: { message: string }[] };
  return { status: response.status, details: details.map(({ message }) => message) };
}

/** Returns one mutation of each kind, other ones for each document. */
function selectMutations(type: string, document: ProfileDocument, index: number): DocumentMutation[] {
  const mutations = mutationsOf(definitions, type, document);
  return mutationNames.flatMap((name) => {
    const ofKind = mutations.filter((mutation) => mutation.name === name);
    return ofKind.slice(index % ofKind.length).slice(0, 1);
  });
}

function sentences(type: string, resource: ProfileDocument): string[] {
  return profiles.check(type, resource).map(({ path, message }) => `${path} ${message}`);
}

const mutationsOfType = new Map(
  [...documentsOf].map(([type, documents]) => [
    type,
    documents.flatMap((document, index) => selectMutations(type, document, index)),
  ]),
);

/** Whether the contract itself requires the value: the registry reports these problems before those of profiles. */
function isOfContract({ path }: DocumentMutation): boolean {
  return /(?:^|\.)data$/.test(path);
}

function batchesOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size).slice(0, size));
}

describe.each(types)("%s, over HTTP", (type) => {
  const documents = documentsOf.get(type) ?? [];
  const mutations = mutationsOfType.get(type) ?? [];

  test("valid resources are accepted", async () => {
    expect(documents.flatMap((document) => sentences(type, document))).toStrictEqual([]);
    for (const batch of batchesOf(documents, 100)) {
      embedded.reset();
      expect(await bulk(type, batch)).toStrictEqual({ status: 202, details: [] });
      await embedded.completeTasks();
      const stored = embedded.resources({ ...path, resourceType: type });
      // Some of the generated objects have no prototype.
      expect(stored.map(({ data, contained }) => ({ data, contained }))).toEqual(
        batch.map(({ data, contained }) => ({ data, contained })),
      );
    }
  });

  test("each mutation is refused, with the problems that the check finds", async () => {
    const ofProfile = mutations.filter((mutation) => !isOfContract(mutation));
    for (const batch of batchesOf(ofProfile, batchSize)) {
      const found = batch.map(({ resource }) => sentences(type, resource));
      expect(batch.filter((_, index) => found[index]?.length === 0).map(({ path }) => path)).toStrictEqual([]);
      expect(
        await bulk(
          type,
          batch.map(({ resource }) => resource),
        ),
      ).toStrictEqual({
        status: 400,
        details: found.flatMap((list, index) => list.map((sentence) => `operations[${index}].upsert.${sentence}`)),
      });
    }
  });

  test("each mutation is refused that the contract does not allow either", async () => {
    const ofContract = mutations.filter(isOfContract);
    expect(ofContract).not.toStrictEqual([]);
    for (const batch of batchesOf(ofContract, batchSize)) {
      const resources = batch.map(({ resource }) => resource);
      expect(resources.filter((resource) => sentences(type, resource).length === 0)).toStrictEqual([]);
      const { status, details } = await bulk(type, resources);
      const refused = details.map((detail) => Number(/(?<=^operations\[)\d+/.exec(detail)?.[0]));
      expect({ status, refused: [...new Set(refused)] }).toStrictEqual({ status: 400, refused: [...batch.keys()] });
    }
  });
});

test("the documents have every kind of mutation", () => {
  const names = new Set([...mutationsOfType.values()].flat().map(({ name }) => name));
  expect(names).toStrictEqual(new Set(mutationNames));
});

test("a client without checks rejects with the problem, and without values", async () => {
  const registry = createRegistryClient({ baseUrl: url, apiKey: key });
  const data = { name: [{ family: "Lévesque" }], birthDate: "31 January 1980" };
  const error = await thrown(() => registry.createResource({ ...path, resourceType: "patient" }, { data }));
  expect(error).toMatchObject({ name: "ApiError", status: 400, type: "INVALID_ARGUMENT", outcome: "not-done" });
  expect((error as ApiError).serverMessage).toBe("The body has 1 problem: see details.");
});
