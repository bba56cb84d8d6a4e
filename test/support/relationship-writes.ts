import type { RelationshipOperation } from "../../src/index.ts";

const type = "treated-by";
const practitioner = { id: "d-1", type: "practitioner" };
const ends = (id: string) => ({ from: { id, type: "patient" }, to: practitioner });

/** The id of the relationship of a patient. */
export const idOf = (patient: string) => `${patient}.${practitioner.id}`;

/** Operations on the relationship of a patient, each with the same practitioner. */
export const create = (patient: string, data: object = {}): RelationshipOperation => ({
  action: "CREATE",
  create: { type, ...ends(patient), data: { ...data } },
});
export const upsert = (patient: string, data: object = {}): RelationshipOperation => ({
  action: "UPSERT",
  upsert: { type, ...ends(patient), data: { ...data } },
});
export const remove = (patient: string): RelationshipOperation => ({
  action: "DELETE",
  delete: { type, id: idOf(patient) },
});
