import type {
  CreateRelationshipPath,
  CreateRelationshipRequest,
  GetRelationshipPath,
  RelationshipPatch,
} from "../../generated/client.ts";
import { relationshipId } from "../../resource-id.ts";
import { ErrorResponse } from "../error-response.ts";
import { findRecord } from "../identifiers.ts";
import { checkMeta } from "../rules.ts";
import {
  planRelationshipCreate,
  planRelationshipDelete,
  planRelationshipUpdate,
  relationshipNotFound,
} from "../writes/relationship-writes.ts";
import type { ResourceRef } from "../writes/resource-writes.ts";
import type { Environment, OperationHandler, OperationRequest, OperationResponse } from "./handler.ts";
import { submit, type SingleWrite } from "./resources.ts";

export const createRelationship: OperationHandler = (request, environment) => {
  const { sourceKey, relationshipType } = request.path as CreateRelationshipPath;
  const body = request.body as CreateRelationshipRequest;
  const { settings, relationships } = environment;
  const receivedAt = settings.now();
  checkMeta(body.meta, receivedAt);
  const ref = { sourceKey, type: relationshipType, id: relationshipId(body.from, body.to) };
  return submitWrite({ write: planRelationshipCreate(relationships, ref, body), ref, receivedAt }, 201, environment);
};

export const getRelationship: OperationHandler = ({ path, query }, { relationships }) => {
  const { sourceKey, relationshipType, id } = path as GetRelationshipPath;
  if (query.includes !== undefined) {
    throw unimplemented("`includes`: no page of Clinia's documentation shows the form of included resources.");
  }
  const relationship = findRecord(relationships, { sourceKey, type: relationshipType }, id);
  if (relationship === undefined) throw ErrorResponse.from(relationshipNotFound);
  return { status: 200, body: relationship };
};

export const updateRelationship: OperationHandler = (request, environment) => {
  const { settings, relationships } = environment;
  const ref = refOf(request, environment);
  const write = planRelationshipUpdate(relationships, ref, request.body as RelationshipPatch);
  return submitWrite({ write, ref, receivedAt: settings.now() }, 200, environment);
};

export const deleteRelationship: OperationHandler = (request, environment) => {
  const { settings, relationships } = environment;
  const ref = refOf(request, environment);
  const write = planRelationshipDelete(relationships, ref);
  const submitted = submit({ write, ref, receivedAt: settings.now() }, environment);
  return { status: submitted.status === "ACCEPTED" ? 202 : 200, body: submitted };
};

/** Returns the target of a write. Throws an {@link ErrorResponse} for an identifier in place of the id. */
function refOf({ path }: OperationRequest, { relationships }: Environment): ResourceRef {
  const { sourceKey, relationshipType, id } = path as GetRelationshipPath;
  const ref = { sourceKey, type: relationshipType, id };
  // Both forms can contain a dot, and an id can contain colons.
  if (relationships.get(ref, id) !== undefined || !/:.*:/.test(id)) return ref;
  throw unimplemented("a write by identifier: no page of Clinia's documentation shows one. Use the id.");
}

function unimplemented(what: string): ErrorResponse {
  return new ErrorResponse(501, "UNIMPLEMENTED", `The embedded registry does not implement ${what}`);
}

/** Submits a write whose response contains the relationship. `status`: the status of the response if the write is not asynchronous. */
function submitWrite(single: SingleWrite, status: number, environment: Environment): OperationResponse {
  const submitted = submit(single, environment);
  if (submitted.status === "ACCEPTED") return { status: 202, body: submitted };
  const { ref } = single;
  return { status, body: { ...submitted, relationship: environment.relationships.get(ref, ref.id) } };
}
