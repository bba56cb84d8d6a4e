import { deleteOperation, upsertOperation } from "../../index.ts";
import { addresses, contactPoints, fhirOperation, humanNames, identifiers, period } from "./fhir-mapping.ts";
import { reject, skip } from "./mapping.ts";

/** The functions that build what a mapping returns. A mapping file of the command receives them, and needs no import. */
export interface MappingTools {
  readonly skip: typeof skip;
  readonly reject: typeof reject;
  readonly upsertOperation: typeof upsertOperation;
  readonly deleteOperation: typeof deleteOperation;
  readonly fhirOperation: typeof fhirOperation;
  readonly identifiers: typeof identifiers;
  readonly humanNames: typeof humanNames;
  readonly addresses: typeof addresses;
  readonly contactPoints: typeof contactPoints;
  readonly period: typeof period;
}

/** The functions that build what a mapping returns, in one object, such as for a program that loads mapping files. */
export const mappingTools: MappingTools = {
  ...{ skip, reject, upsertOperation, deleteOperation },
  ...{ fhirOperation, identifiers, humanNames, addresses, contactPoints, period },
};
