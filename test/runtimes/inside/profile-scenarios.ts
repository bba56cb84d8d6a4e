import fc from "fast-check";
import { everyType, vocabularies } from "../../profiles/every-type.ts";
import { validDocuments, type Definitions, type ProfileDocument } from "../../support/profile-documents.ts";
import { mutationsOf, type DocumentMutation } from "../../support/profile-mutations.ts";
import { assertSame, catchError } from "./assertions.ts";
import type { Context, ProfilesEntry } from "./context.ts";

/** The number of valid resources of each profile. The mutations of each are checked in turn, one of each resource. */
const documentCount = 1000;
/** The number of valid resources of each profile that are sent. */
const sentCount = 20;
const seed = 20_200_229;

interface Case {
  readonly type: string;
  readonly index: number;
  readonly document: ProfileDocument;
  readonly mutation: DocumentMutation | undefined;
}

/** Checks valid resources, and each with a mutation, against profiles with every type and rule. */
export function checkProfiles({ defineProfiles }: ProfilesEntry): void {
  const profiles = defineProfiles(everyType, { vocabularies });
  for (const { type, index, document, mutation } of casesOf({ profiles: everyType, vocabularies })) {
    assertSame(`problems of ${type} ${index}`, profiles.check(type, document), []);
    if (mutation === undefined) continue;
    const { name, path, resource } = mutation;
    const paths = profiles.check(type, resource).map((problem) => problem.path);
    assertSame(`the path of ${name} in ${type} ${index} is reported`, paths.includes(path), true);
  }
}

/** Writes valid resources of the example profiles, and each with a mutation, by a client with these profiles. */
export async function checkClientWithProfiles(context: Context): Promise<void> {
  const definitions = await context.send("exampleProfiles", {});
  const { vocabularies } = definitions;
  const profiles = context.profiles.defineProfiles(definitions.profiles, { vocabularies });
  let [attempts, sent] = [0, 0];
  const registry = context.connect({ profiles, onEvent: ({ type }) => (attempts += type === "attempt" ? 1 : 0) });
  for (const { type, index, document, mutation } of casesOf(definitions)) {
    const path = { sourceKey: "ehr-prod", resourceType: type };
    if (index < sentCount) {
      await registry.createResource(path, document);
      sent += 1;
    }
    if (mutation === undefined) continue;
    const { name, resource } = mutation;
    const error = await catchError(() => registry.createResource(path, resource));
    const isRefused = error instanceof context.client.InvalidRequestError && error.outcome === "not-done";
    assertSame(`${name} in ${type} ${index} is refused`, isRefused, true);
  }
  assertSame("attempts", attempts, sent);
}

function* casesOf(definitions: Definitions): Generator<Case> {
  const { profiles, vocabularies } = definitions;
  for (const type of Object.keys(profiles)) {
    const documents = fc.sample(validDocuments(profiles, type, vocabularies), { seed, numRuns: documentCount });
    for (const [index, document] of documents.entries()) {
      const mutations = mutationsOf(definitions, type, document);
      yield { type, index, document, mutation: mutations[index % mutations.length] };
    }
  }
}
