import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { ListenOptions } from "../../src/embedded/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { patientPath } from "../support/patient.ts";
import { createPath } from "../support/raw-request.ts";
import { key } from "../support/start.ts";
import { thrown } from "../support/thrown.ts";

const embedded = createEmbeddedRegistry();
afterEach(() => embedded.close());

interface Sent {
  readonly hosts: readonly string[];
  readonly target?: string;
  readonly version?: string;
  readonly accept?: string;
}

/** Sends a request that no client would send. */
async function sendWithHosts(
  { hosts, target = createPath, version = "1.1", accept = "*/*" }: Sent,
  options: ListenOptions,
) {
  const { port } = await embedded.listen(options);
  const socket = connect(port, "127.0.0.1");
  const body = '{"data":{}}';
  const headers = [
    ...hosts.map((host) => `Host: ${host}`),
    `Accept: ${accept}`,
    "Content-Type: application/json",
    "X-Clinia-API-Key: key",
    `Content-Length: ${body.length}`,
    "Connection: close",
  ];
  socket.end([`POST ${target} HTTP/${version}`, ...headers, "", body].join("\r\n"));
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await once(socket, "close");
  const [head = "", content = ""] = text.split("\r\n\r\n");
  return {
    status: Number(head.split(" ")[1]),
    type: /^content-type: (.*)$/im.exec(head)?.[1],
    body: content,
  };
}

const notAllowed = {
  code: 403,
  message:
    "The host of this request is not allowed. Add it to allowedHosts of listen(), or run npm run serve -- " +
    "--allowed-hosts <name>.",
  type: "PERMISSION_DENIED",
};
const invalid = {
  code: 400,
  message: "The Host header or the request target is not a valid host. Expected a host name, with or without a port.",
  type: "INVALID_ARGUMENT",
};

describe("D6: the Host of a request", () => {
  test.each<{ host: string; allowedHosts?: string[] }>([
    { host: "localhost" },
    { host: "LocalHost:4010" },
    { host: "localhost." },
    { host: "app.localhost:80" },
    { host: "127.0.0.1" },
    { host: "127.9.8.7:1" },
    { host: "127.1" },
    { host: "[::1]:4010" },
    { host: "registry:4010", allowedHosts: ["registry"] },
    { host: "Registry.", allowedHosts: ["other", "REGISTRY"] },
    { host: "my_service", allowedHosts: ["my_service."] },
    { host: "192.168.0.7:4010", allowedHosts: ["192.168.0.7"] },
    { host: "[fe80::1]", allowedHosts: ["[FE80::1]"] },
  ])("$host is accepted with $allowedHosts", async ({ host, allowedHosts }) => {
    const options = allowedHosts === undefined ? {} : { allowedHosts };
    expect(await sendWithHosts({ hosts: [host] }, options)).toMatchObject({ status: 201 });
  });

  test.each([
    "evil.example",
    "evil.example:4010",
    "localhost.evil.example",
    "evillocalhost",
    "127.0.0.1.evil.example",
    "127.evil.example",
    "192.168.0.7",
    "0.0.0.0",
    "[::2]",
    "registry.evil.example",
    "other.registry",
  ])("%s is rejected, and the request is not applied", async (host) => {
    const storedBefore = embedded.resources(patientPath).length;
    const { status, type, body } = await sendWithHosts({ hosts: [host] }, { allowedHosts: ["registry"] });
    expect({ status, type, body: JSON.parse(body) as unknown }).toStrictEqual({
      status: 403,
      type: "application/json",
      body: notAllowed,
    });
    expect(embedded.resources(patientPath)).toHaveLength(storedBefore);
  });

  test("of a page is rejected with one line", async () => {
    expect(await sendWithHosts({ hosts: ["evil.example"], accept: "text/html,*/*" }, {})).toStrictEqual({
      status: 403,
      type: "text/plain; charset=utf-8",
      body: `${notAllowed.message}\n`,
    });
  });

  test.each(["user@localhost", "localhost@evil.example", "localhost/", "localhost:port", "localhost:99999", "a b", ""])(
    "%j is invalid",
    async (host) => {
      const { status, body } = await sendWithHosts({ hosts: [host] }, {});
      expect({ status, body: JSON.parse(body) as unknown }).toStrictEqual({ status: 400, body: invalid });
    },
  );

  test.each([
    { name: "two Hosts", hosts: ["localhost", "localhost"] },
    { name: "no Host, in HTTP/1.0", hosts: [], version: "1.0" },
  ])("$name: 400", async (sent) => {
    const { status, body } = await sendWithHosts(sent, {});
    const message = `The request has ${sent.hosts.length} Host headers. Expected one.`;
    expect({ status, body: JSON.parse(body) as unknown }).toStrictEqual({
      status: 400,
      body: { code: 400, message, type: "INVALID_ARGUMENT" },
    });
  });

  test("of HTTP/1.0 is accepted", async () => {
    expect(await sendWithHosts({ hosts: ["localhost"], version: "1.0" }, {})).toMatchObject({ status: 201 });
  });

  test.each([
    { target: `http://localhost${createPath}`, host: "localhost", status: 201 },
    { target: `http://evil.example${createPath}`, host: "localhost", status: 403 },
    { target: `http://localhost${createPath}`, host: "evil.example", status: 403 },
    { target: `http://localhost@evil.example${createPath}`, host: "localhost", status: 400 },
  ])("is also checked in the request target, $target to $host: $status", async ({ target, host, status }) => {
    expect(await sendWithHosts({ hosts: [host], target }, {})).toMatchObject({ status });
  });

  test("is not checked by fetch", async () => {
    const registry = createRegistryClient({ baseUrl: "https://evil.example", apiKey: key, fetch: embedded.fetch });
    expect(await registry.createResource(patientPath, { data: {} })).toMatchObject({ status: "PERSISTED" });
  });
});

describe("D6: invalid allowedHosts reject, and nothing is served", () => {
  const expected = 'Expected a name without scheme and port, such as "registry".';
  test.each<{ allowedHosts: unknown; message: string }>([
    ...["http://registry", "registry:4010", "[::1]:4010", "registry/", "user@registry", "*", "*.example", "", " "].map(
      (host) => ({
        allowedHosts: ["localhost", host],
        message: `allowedHosts[1] is not a valid host name. ${expected}`,
      }),
    ),
    { allowedHosts: [7], message: `allowedHosts[0] is not a valid host name. ${expected}` },
    {
      allowedHosts: "registry",
      message: 'allowedHosts is of type string. Expected an array such as ["registry"].',
    },
    { allowedHosts: null, message: 'allowedHosts is null. Expected an array such as ["registry"].' },
  ])("$allowedHosts", async ({ allowedHosts, message }) => {
    const error = await thrown(() => embedded.listen({ allowedHosts } as ListenOptions));
    expect(error).toStrictEqual(new TypeError(message));
    await embedded.listen();
  });
});
