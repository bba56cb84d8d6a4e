import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, test } from "vitest";
import type { EmbeddedRegistry } from "../../src/embedded/index.ts";
import { inNewFolder } from "../support/contract-copy.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { createPrivateCa } from "../support/private-ca.ts";
import { runScript, type Run } from "../support/run.ts";

interface Network {
  readonly embedded: EmbeddedRegistry;
  /** The hosts to which the proxy connected. */
  readonly connected: readonly string[];
  readonly registryHost: string;
  readonly run: (environment: Record<string, string>) => Promise<Run>;
  /** The variables that the comment of the example names. */
  readonly environment: { HTTPS_PROXY: string; NODE_EXTRA_CA_CERTS: string };
}

/** Runs `work` with a registry whose https certificate a private CA signed, and with a proxy to it. */
async function inCorporateNetwork(work: (network: Network) => Promise<void>): Promise<void> {
  const embedded = createEmbeddedRegistry({ apiKey: "secret" });
  const { port } = await embedded.listen();
  const { ca, cert, key } = createPrivateCa();
  const registry = createTlsServer({ cert, key }, (socket) => {
    pipeBoth(socket, connect(port, "127.0.0.1"));
  });
  // A client that does not trust the certificate closes the connection.
  registry.on("tlsClientError", () => undefined);
  const registryHost = await listenOn(registry);

  const connected: string[] = [];
  const proxy = createServer().on("connect", ({ url = "" }, socket: Socket) => {
    connected.push(url);
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    pipeBoth(socket, connect(Number(url.split(":")[1]), "127.0.0.1"));
  });
  const proxyHost = await listenOn(proxy);

  await inNewFolder(async (folder) => {
    const caFile = join(folder, "ca.pem");
    await writeFile(caFile, ca);
    const environment = { HTTPS_PROXY: `http://${proxyHost}`, NODE_EXTRA_CA_CERTS: caFile };
    const run = (environment: Record<string, string>) =>
      runScript(["examples/corporate-network.ts"], {
        CLINIA_BASE_URL: `https://${registryHost}`,
        CLINIA_API_KEY: "secret",
        CLINIA_SOURCE_KEY: path.sourceKey,
        CLINIA_RESOURCE_TYPE: path.resourceType,
        ...environment,
      });
    await work({ embedded, connected, registryHost, run, environment });
  });
  registry.close();
  proxy.close();
  await embedded.close();
}

async function listenOn(server: {
  listen: (port: number, host: string) => NodeJS.EventEmitter;
  address: () => AddressInfo | string | null;
}): Promise<string> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function pipeBoth(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  one.on("error", () => other.destroy());
  other.on("error", () => one.destroy());
}

const path = { sourceKey: "labs", resourceType: "observation" };

describe("examples/corporate-network.ts, over https with a private CA", () => {
  test("calls the registry through the proxy, and trusts the CA", async () => {
    await inCorporateNetwork(async ({ embedded, connected, registryHost, run, environment }) => {
      expect(await run(environment)).toStrictEqual({ code: 0, stdout: "PERSISTED\n", stderr: "" });
      expect(connected).toStrictEqual([registryHost]);
      expect(embedded.resources(path)).toHaveLength(1);
    });
  });

  test("fails without NODE_EXTRA_CA_CERTS, and sends nothing", async () => {
    await inCorporateNetwork(async ({ embedded, connected, run, environment: { HTTPS_PROXY } }) => {
      const { code, stderr } = await run({ HTTPS_PROXY });
      expect(code).toBe(1);
      expect(stderr).toContain("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
      expect(stderr).not.toContain("secret");
      expect(connected).not.toStrictEqual([]);
      expect(embedded.resources(path)).toStrictEqual([]);
    });
  });

  test("does not use the proxy for a host in NO_PROXY", async () => {
    await inCorporateNetwork(async ({ embedded, connected, run, environment }) => {
      const { code, stdout } = await run({ ...environment, NO_PROXY: "127.0.0.1" });
      expect({ code, stdout }).toStrictEqual({ code: 0, stdout: "PERSISTED\n" });
      expect(connected).toStrictEqual([]);
      expect(embedded.resources(path)).toHaveLength(1);
    });
  });

  test.each(["CLINIA_API_KEY", "CLINIA_SOURCE_KEY", "CLINIA_RESOURCE_TYPE"])(
    "names %s when it is not set, and sends nothing",
    async (name) => {
      await inCorporateNetwork(async ({ embedded, connected, run, environment }) => {
        const { code, stdout, stderr } = await run({ ...environment, [name]: "" });
        expect({ code, stdout }).toStrictEqual({ code: 1, stdout: "" });
        expect(stderr).toContain(`Error: CLINIA_BASE_URL is set, but ${name} is not: set it too.`);
        expect(connected).toStrictEqual([]);
        expect(embedded.resources(path)).toStrictEqual([]);
      });
    },
  );
});
