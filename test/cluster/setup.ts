import { requireServers } from "./servers.ts";

/** Fails the whole run without the servers, so that no test is skipped. */
export default requireServers;
