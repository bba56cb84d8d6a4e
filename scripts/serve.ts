/**
 * `npm run serve`: runs an embedded registry on loopback until Ctrl-C, and serves the documentation, whose samples call it.
 *
 * - `-- --port N`: the port. Default: the environment variable PORT, or 4010.
 * - `-- --asynchronous clinic,location`: the resource types whose writes are ACCEPTED as tasks.
 * - `-- --allowed-hosts a,b`: the `Host` headers to accept besides those of loopback.
 */
import { readOptions } from "./options.ts";
import { readPort, serve } from "./serve/serve.ts";

const options = readOptions({
  port: { type: "string" },
  asynchronous: { type: "string", default: "" },
  "allowed-hosts": { type: "string", default: "" },
});

try {
  const port = readPort(options.port, process.env);
  const served = await serve({
    port,
    asynchronous: list(options.asynchronous),
    allowedHosts: list(options["allowed-hosts"]),
  });
  console.log(served.announcement);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void served.close());
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function list(names: string): string[] {
  return names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
