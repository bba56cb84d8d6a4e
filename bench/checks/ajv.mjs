import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import schema from "../dist/generated/profiles.json";

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

/** Returns whether the data of a patient matches the JSON Schema of the example profiles. */
export const validate = ajv.addSchema(schema, "profiles").getSchema("profiles#/$defs/patient");
