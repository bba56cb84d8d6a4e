import { rootIdToken, taskIdForms } from "../generated/constants.ts";
import type {
  CreateResourcePath,
  CreateResourceRequest,
  Resource,
  ResourceAccepted,
  ResourcePersisted,
} from "../types.ts";
import { metaProblems } from "./meta-rules.ts";
import type { Settings } from "./options.ts";
import { invalidArgument, Refusal } from "./refusal.ts";
import { checkBody } from "./request-contract.ts";
import { replaceRootId } from "./root-id.ts";
import type { Store } from "./store.ts";

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

type Submission = Omit<ResourcePersisted, "task"> | Omit<ResourceAccepted, "task">;

/** Carries out `createResource`, or throws the refusal of it: then nothing is stored. */
export function createResource(
  path: CreateResourcePath,
  json: unknown,
  { settings, store }: { settings: Settings; store: Store },
): Answer<Submission> {
  checkBody("createResource", json);
  const request = json as CreateResourceRequest;
  const now = settings.now();
  const problems = metaProblems(request.meta ?? {}, now);
  if (problems.length > 0) throw invalidArgument("body", problems);

  const asynchronous = settings.asynchronous(path);
  const resource = newResource(path, request, { id: newId(request, settings), now });
  const taskId = oneOfPrefix() + settings.newId();
  if (!store.add(path, resource)) {
    throw new Refusal(409, "ALREADY_EXISTS", "A resource with this id exists already.");
  }
  return asynchronous
    ? { status: 202, body: { taskId, status: "ACCEPTED" } }
    : { status: 201, body: { taskId, status: "PERSISTED", resource } };
}

function newId({ id }: CreateResourceRequest, settings: Settings): string {
  return id === undefined || id === rootIdToken ? settings.newId() : id;
}

function newResource(
  { sourceKey, resourceType }: CreateResourcePath,
  { data, meta = {}, contained }: CreateResourceRequest,
  { id, now }: { id: string; now: Date },
): Resource {
  const { createdAt = now.toISOString(), updatedAt = now.toISOString(), ...rest } = meta;
  return {
    id,
    type: resourceType,
    meta: { createdAt, updatedAt, ...rest, source: sourceKey },
    data: replaceRootId(data, id),
    ...(contained && { contained: replaceRootId(contained, id) }),
  };
}

function oneOfPrefix(): string {
  const forms = taskIdForms.filter(({ kind, deprecated }) => kind === "oneOf" && !deprecated);
  return forms.map(({ prefix }) => prefix).join("");
}
