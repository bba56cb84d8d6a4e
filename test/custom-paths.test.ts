import { describe, expect, test } from "vitest";
import { ConnectionError, InvalidRequestError } from "../src/index.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { sent } from "./support/operations.ts";
import { callCustomPath } from "./support/custom-path.ts";
import { persisted } from "./support/patient.ts";
import { printed } from "./support/printed.ts";
import { fetchFailed } from "./support/scripted-fetch.ts";
import { clientOf } from "./support/start.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

describe.each(["https://acme.clinia.cloud", "https://proxy.example:8443/clinia"])("behind %s", (baseUrl) => {
  test.each([
    "@evil.test/x",
    ".evil.test/x",
    ":81/x",
    "x",
    "",
    "/sources/..\\..\\admin",
    "\\evil.test\\x",
    "/sources/.\t./admin",
    "/sources/\n../admin",
    "/sources/../v1/resources/x",
    "/sources/%2E%2e/x",
    "/sources/a/.",
    "/sources/./a?x",
    "/sources/a b",
    "/sources/é",
  ])("%j is refused", async (path) => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const { http } = clientOf(fetch, { baseUrl });
    for (const method of ["GET", "POST"] as const) {
      const error = await thrownBy(InvalidRequestError, () => callCustomPath(http, method, path));
      expect(error).toMatchObject({ field: "path", operationId: undefined, attempts: 0, outcome: "not-done" });
    }
    expect(requests).toHaveLength(0);
  });

  test.each(["/own", "/own/a%20b", "/own/%zz", "//evil.test/x", "/own?a=b/../c", "/own#/../c", "/own/@evil.test"])(
    "%j is sent to that path of the base URL",
    async (path) => {
      const { fetch, requests } = observedFetch(() => Response.json(persisted));
      await callCustomPath(clientOf(fetch, { baseUrl }).http, "GET", path);
      expect(requests.map(({ url }) => url)).toStrictEqual([`${baseUrl}${path}`]);
    },
  );

  test("accepts null instead of options", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const answered = await callCustomPath(clientOf(fetch, { baseUrl }).http, "GET", "/own", null);
    expect(answered).toMatchObject({ data: persisted });
    expect(requests).toHaveLength(1);
  });
});

describe("errors and events never show a custom path", () => {
  test("when the connection fails, even if the path can't be decoded", async () => {
    for (const path of [`/sources/ehr/v1/resources/patient/${sent.id}`, "/own/TREA80010112/%zz"]) {
      const told: unknown[] = [];
      const { http } = clientOf(() => Promise.reject(fetchFailed("ECONNREFUSED", `no ${sent.id}`)), {
        onEvent: (event) => told.push(event),
      });
      const error = await thrownBy(ConnectionError, () => callCustomPath(http, "GET", path));
      expect(error.outcome).toBe("not-done");
      expect(printed(error) + printed(told)).not.toContain(sent.id);
    }
  });

  test("when a parameter is invalid", async () => {
    const { fetch } = observedFetch(() => Response.json(persisted));
    const path = `/sources/{sourceKey}/v1/resources/patient/${sent.id}`;
    const init = { params: { path: { sourceKey: ".." } } };
    const error = await thrownBy(InvalidRequestError, () => callCustomPath(clientOf(fetch).http, "GET", path, init));
    expect(error.field).toBe("sourceKey");
    expect(printed(error)).not.toContain(sent.id);
  });

  test("when the path is refused", async () => {
    const { fetch } = observedFetch(() => Response.json(persisted));
    const error = await thrown(() => callCustomPath(clientOf(fetch).http, "GET", `/own/${sent.id}/../x`));
    expect(printed(error)).not.toContain(sent.id);
  });
});

test("refuses header parameters that can't be sent, without showing them", async () => {
  const { fetch, requests } = observedFetch(() => Response.json(persisted));
  const init = { params: { header: { "x-p": `a\n${sent.data.name}` } } };
  const error = await thrownBy(InvalidRequestError, () => callCustomPath(clientOf(fetch).http, "GET", "/own", init));
  expect(error).toMatchObject({ field: "headers", operationId: undefined, attempts: 0, outcome: "not-done" });
  expect(printed(error)).not.toContain("CANARY");
  expect(requests).toHaveLength(0);
});
