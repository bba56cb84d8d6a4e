import { browse } from "./browse.ts";
import {
  bulkRelationships,
  bulkResources,
  getRelationshipBulk,
  getResourceBulk,
  submitBundle,
} from "./bulk-and-bundle.ts";
import {
  getCollection,
  getPipeline,
  getPipelineExecution,
  putCollection,
  putPipeline,
  putProfile,
  putRelationshipDefinition,
  putSource,
} from "./definitions.ts";
import type { OperationHandlers } from "./handler.ts";
import { createObject, getObject } from "./objects.ts";
import { createRelationship, deleteRelationship, getRelationship, updateRelationship } from "./relationships.ts";
import {
  createContainedResource,
  createResource,
  deleteContainedResource,
  deleteResource,
  getResource,
  upsertContainedResource,
  upsertResource,
} from "./resources.ts";
import { getPurge, getTask, purgeCollection } from "./tasks.ts";

export const operations: OperationHandlers = {
  createResource,
  getResource,
  upsertResource,
  deleteResource,
  createContainedResource,
  upsertContainedResource,
  deleteContainedResource,
  browse,
  bulkResources,
  submitBundle,
  createObject,
  getObject,
  purgeCollection,
  getPurge,
  getTask,
  getResourceBulk,
  createRelationship,
  getRelationship,
  updateRelationship,
  deleteRelationship,
  bulkRelationships,
  getRelationshipBulk,
  putSource,
  putProfile,
  putRelationshipDefinition,
  getCollection,
  putCollection,
  getPipeline,
  putPipeline,
  getPipelineExecution,
};
