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

/** Sends what no client would. */
async function answerTo({ hosts, target = createPath, version = "1.1", accept = "*/*" }: Sent, options: ListenOptions) {
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

const refusal = {
  code: 403,
  message:
    "The Host header names a host other than loopback. To use it, allow it: allowedHosts of listen(), or " +
    "npm run serve -- --allowed-hosts <name>.",
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
    expect(await answerTo({ hosts: [host] }, options)).toMatchObject({ status: 201 });
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
  ])("%s is refused, before anything is carried out", async (host) => {
    const before = embedded.resources(patientPath).length;
    const { status, type, body } = await answerTo({ hosts: [host] }, { allowedHosts: ["registry"] });
    expect({ status, type, body: JSON.parse(body) as unknown }).toStrictEqual({
      status: 403,
      type: "application/json",
      body: refusal,
    });
    expect(embedded.resources(patientPath)).toHaveLength(before);
  });

  test("of a page is refused with one line", async () => {
    expect(await answerTo({ hosts: ["evil.example"], accept: "text/html,*/*" }, {})).toStrictEqual({
      status: 403,
      type: "text/plain; charset=utf-8",
      body: `${refusal.message}\n`,
    });
  });

  test.each(["user@localhost", "localhost@evil.example", "localhost/", "localhost:port", "localhost:99999", "a b", ""])(
    "%j is invalid",
    async (host) => {
      const { status, body } = await answerTo({ hosts: [host] }, {});
      expect({ status, body: JSON.parse(body) as unknown }).toStrictEqual({ status: 400, body: invalid });
    },
  );

  test.each([
    { name: "two of them", hosts: ["localhost", "localhost"] },
    { name: "none, in HTTP/1.0", hosts: [], version: "1.0" },
  ])("$name: 400", async (sent) => {
    const { status, body } = await answerTo(sent, {});
    const message = `The request has ${sent.hosts.length} Host headers. Expected one.`;
    expect({ status, body: JSON.parse(body) as unknown }).toStrictEqual({
      status: 400,
      body: { code: 400, message, type: "INVALID_ARGUMENT" },
    });
  });

  test("one in HTTP/1.0 is accepted", async () => {
    expect(await answerTo({ hosts: ["localhost"], version: "1.0" }, {})).toMatchObject({ status: 201 });
  });

  test.each([
    { target: `http://localhost${createPath}`, host: "localhost", status: 201 },
    { target: `http://evil.example${createPath}`, host: "localhost", status: 403 },
    { target: `http://localhost${createPath}`, host: "evil.example", status: 403 },
    { target: `http://localhost@evil.example${createPath}`, host: "localhost", status: 400 },
  ])("and in the target of the request, $target to $host: $status", async ({ target, host, status }) => {
    expect(await answerTo({ hosts: [host], target }, {})).toMatchObject({ status });
  });

  test("does not matter to fetch, which needs no port", async () => {
    const registry = createRegistryClient({ baseUrl: "https://evil.example", apiKey: key, fetch: embedded.fetch });
    expect(await registry.createResource(patientPath, { data: {} })).toMatchObject({ status: "PERSISTED" });
  });
});

describe("D6: allowedHosts that are invalid are refused, and nothing is served", () => {
  const expected = 'Expected one without scheme and port, such as "registry".';
  test.each<{ allowedHosts: unknown; message: string }>([
    ...["http://registry", "registry:4010", "[::1]:4010", "registry/", "user@registry", "*", "*.example", "", " "].map(
      (host) => ({ allowedHosts: ["localhost", host], message: `allowedHosts[1] is no host name. ${expected}` }),
    ),
    { allowedHosts: [7], message: `allowedHosts[0] is no host name. ${expected}` },
    {
      allowedHosts: "registry",
      message: 'allowedHosts is of type string, and must be an array such as ["registry"].',
    },
    { allowedHosts: null, message: 'allowedHosts is of type object, and must be an array such as ["registry"].' },
  ])("$allowedHosts", async ({ allowedHosts, message }) => {
    const error = await thrown(() => embedded.listen({ allowedHosts } as ListenOptions));
    expect(error).toStrictEqual(new TypeError(message));
    await embedded.listen();
  });
});
