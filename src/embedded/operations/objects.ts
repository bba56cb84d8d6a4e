import type { CreateObjectPath, GetObjectPath, ObjectInput } from "../../generated/client.ts";
import { ErrorResponse, type CodedError } from "../error-response.ts";
import type { UploadedFile } from "../form.ts";
import { findRecord } from "../identifiers.ts";
import { checkMeta } from "../rules.ts";
import { buildMeta, type Write } from "../writes/resource-writes.ts";
import type { OperationHandler } from "./handler.ts";
import { submit } from "./resources.ts";

const objectNotFound: CodedError = { code: 404, type: "NOT_FOUND", message: "Object not found." };

interface ObjectForm {
  readonly data?: ObjectInput;
  readonly file: UploadedFile;
}

export const createObject: OperationHandler = (request, environment) => {
  const { sourceKey, collectionKey } = request.path as CreateObjectPath;
  const { data: { data = {}, meta } = {}, file } = request.body as ObjectForm;
  const { settings, objects } = environment;
  const receivedAt = settings.now();
  checkMeta(meta, receivedAt, "data.meta");
  const ref = { sourceKey, type: collectionKey, id: settings.newId() };
  const fileMeta = { originalName: file.name, mimeType: file.type, size: file.size, key: settings.newId() };
  const { id, type } = ref;
  const write: Write = {
    ...{ action: "CREATE", targetType: "OBJECT", id, type },
    prepare: () => (at) => {
      objects.put(ref, { id, type, meta: buildMeta(sourceKey, meta, at), data, fileMeta });
    },
  };
  const submitted = submit({ write, ref, receivedAt }, environment);
  if (submitted.status === "ACCEPTED") return { status: 202, body: submitted };
  return { status: 201, body: { ...submitted, object: objects.get(ref, id) } };
};

export const getObject: OperationHandler = ({ path }, { objects }) => {
  const { sourceKey, collectionKey, id } = path as GetObjectPath;
  const ref = { sourceKey, type: collectionKey };
  const object = findRecord(objects, ref, id);
  if (object === undefined) throw ErrorResponse.from(objectNotFound);
  return { status: 200, body: object };
};
