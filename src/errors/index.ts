export { ApiError } from "./api-error.ts";
export { ConnectionError } from "./connection-error.ts";
export { InvalidRequestError } from "./invalid-request-error.ts";
export { isRegistryError, type AnyRegistryError } from "./is-registry-error.ts";
export { MalformedResponseError } from "./malformed-response-error.ts";
export { RedirectError } from "./redirect-error.ts";
export { nothingSent, RegistryError, type ErrorContext, type Outcome } from "./registry-error.ts";
export { TimeoutError } from "./timeout-error.ts";
