/**
 * `npm start`: runs the client against the embedded registry, and prints the commands that generate, test and publish. If
 * CLINIA_API_KEY, CLINIA_WORKSPACE_ID (or CLINIA_BASE_URL), CLINIA_SOURCE_KEY and CLINIA_RESOURCE_TYPE are all set, it creates one
 * resource in that workspace instead.
 */
import { quickstart } from "./quickstart/run.ts";

process.exitCode = await quickstart(process.env);
