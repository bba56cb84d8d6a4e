export type * from "./errors.ts";
export type * from "./operation-id.ts";
export type * from "./operations.ts";
export type * from "./paths.ts";
export type * from "./requests.ts";
export type * from "./resources.ts";
export type * from "./results.ts";
export type * from "./tasks.ts";
