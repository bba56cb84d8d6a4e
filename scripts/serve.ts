/**
 * `npm run serve`: keeps an embedded registry up on loopback until Ctrl-C, and beside it the documentation, whose samples
 * call it. The port is `-- --port N`, or PORT, or 4010. `-- --asynchronous clinic,location` names the resource types whose
 * writes are ACCEPTED as tasks. `-- --allowed-hosts a,b` names hosts other than loopback under which requests are accepted.
 */
import { readOptions } from "./options.ts";
import { portOf, serve } from "./serve/serve.ts";

const options = readOptions({
  port: { type: "string" },
  asynchronous: { type: "string", default: "" },
  "allowed-hosts": { type: "string", default: "" },
});

try {
  const port = portOf(options.port, process.env);
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
