export { ApiError } from "./api-error.ts";
export { InvalidRequestError } from "./invalid-request-error.ts";
export { MalformedResponseError } from "./malformed-response-error.ts";
export { RegistryError } from "./registry-error.ts";
