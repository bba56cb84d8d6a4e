import type {
  Collection,
  GetCollectionPath,
  GetPipelinePath,
  Pipeline,
  Profile,
  PutCollectionPath,
  PutPipelinePath,
  PutProfilePath,
  PutRelationshipDefinitionPath,
  PutSourcePath,
  RelationshipDefinition,
  Source,
} from "../../generated/client.ts";
import { ErrorResponse } from "../error-response.ts";
import type { OperationHandler } from "./handler.ts";

/* A body that matches the contract has the fields of the response, except the key. */

const statusOf = (isNew: boolean) => (isNew ? 201 : 200);

export const putSource: OperationHandler = ({ path, body }, { definitions }) => {
  const { sourceKey: key } = path as PutSourcePath;
  const { type } = body as Source;
  return { status: statusOf(definitions.putSource(key)), body: { key, type } };
};

export const putProfile: OperationHandler = ({ path, body }, { definitions }) => {
  const { sourceKey, profileKey: key } = path as PutProfilePath;
  const { type, ...profile } = body as Profile;
  const kind = type === "CONTAINED" ? "contained" : "resources";
  const isNew = definitions.put({ sourceKey, key }, kind, { profile: { key, ...profile } });
  return { status: statusOf(isNew), body: { key, ...(body as Profile) } };
};

export const putRelationshipDefinition: OperationHandler = ({ path, body }, { definitions }) => {
  const { sourceKey, relationshipDefinitionKey: key } = path as PutRelationshipDefinitionPath;
  const { from, to, properties = {}, ...rest } = body as Partial<RelationshipDefinition>;
  const isNew = definitions.put({ sourceKey, key }, "relationships", { profile: { key, properties, ...rest } });
  return { status: statusOf(isNew), body: { key, from, to, properties, ...rest } };
};

export const getCollection: OperationHandler = ({ path }, { definitions }) => {
  const { sourceKey, collectionKey: key } = path as GetCollectionPath;
  return { status: 200, body: definitions.getCollection({ sourceKey, key }) };
};

export const putCollection: OperationHandler = ({ path, body }, { definitions }) => {
  const { sourceKey, collectionKey: key } = path as PutCollectionPath;
  const { type, profile, objectDefinition } = body as Collection & { type: "resources" | "relationships" | "objects" };
  const content = { ...(profile && { profile: { key, ...profile } }), ...(objectDefinition && { objectDefinition }) };
  const isNew = definitions.put({ sourceKey, key }, type, content);
  return { status: statusOf(isNew), body: definitions.getCollection({ sourceKey, key }) };
};

export const getPipeline: OperationHandler = ({ path, query }, { definitions }) => {
  const { sourceKey, collectionKey: key } = path as GetPipelinePath;
  if (query.revisionId !== undefined) throw new ErrorResponse(501, "UNIMPLEMENTED", unknownRevision);
  return { status: 200, body: definitions.getPipeline({ sourceKey, key }, query.version as number | undefined) };
};

export const putPipeline: OperationHandler = ({ path, body }, { definitions }) => {
  const { sourceKey, collectionKey: key } = path as PutPipelinePath;
  const { steps } = body as Pipeline;
  const pipeline = definitions.addPipeline({ sourceKey, key }, steps);
  return { status: statusOf(pipeline.id === `${key}.1`), body: pipeline };
};

/** No pipeline is ever executed. */
export const getPipelineExecution: OperationHandler = () => {
  throw new ErrorResponse(404, "NOT_FOUND", "Pipeline execution not found.");
};

const unknownRevision =
  "The embedded registry does not implement revisionId: no page of Clinia's documentation shows the id of a revision. Use version.";
