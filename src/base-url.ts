import { InvalidRequestError } from "./errors/index.ts";
import { serverTemplates } from "./generated/constants.ts";

/** One label of a DNS name. @see https://www.rfc-editor.org/rfc/rfc1123#section-2.1 */
const dnsLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const loopbackHost = /^(?:localhost|(?:.*\.)localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Where the registry is: one of the two. */
export interface Address {
  readonly workspaceId?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly dangerouslyAllowHttp?: boolean | undefined;
}

/** The address that every path is put behind, without a slash at its end. Throws {@link InvalidRequestError}. */
export function resolveBaseUrl({ workspaceId, baseUrl, dangerouslyAllowHttp = false }: Address): string {
  if (workspaceId !== undefined && baseUrl !== undefined) {
    throw new InvalidRequestError("baseUrl", "workspaceId is given too. Expected one of the two: leave the other out.");
  }
  if (workspaceId !== undefined) return workspaceUrl(workspaceId);
  if (baseUrl !== undefined) return checkedUrl(baseUrl, dangerouslyAllowHttp);
  throw new InvalidRequestError(
    "workspaceId",
    "it is missing, and so is baseUrl. Expected one of the two: the workspace's id, or the address of its registry.",
  );
}

function workspaceUrl(workspaceId: unknown): string {
  if (typeof workspaceId === "string" && dnsLabel.test(workspaceId)) {
    return serverTemplates[0].replace("{workspaceId}", workspaceId);
  }
  throw new InvalidRequestError(
    "workspaceId",
    "it is not one DNS label. Expected letters, digits and hyphens, 1 to 63, such as acme: " +
      "for a whole address set baseUrl instead.",
  );
}

function checkedUrl(baseUrl: string, allowHttp: boolean): string {
  const isText = typeof (baseUrl as unknown) === "string";
  const fault = isText && URL.canParse(baseUrl) ? urlFault(new URL(baseUrl), allowHttp) : "it is not an absolute URL";
  if (fault === undefined) return new URL(baseUrl).href.replace(/\/+$/, "");
  throw new InvalidRequestError(
    "baseUrl",
    `${fault}. Expected an https address without query, fragment and credentials, ` +
      "such as https://api.acme.clinia.cloud; http is for loopback addresses, or for dangerouslyAllowHttp.",
  );
}

function urlFault({ protocol, hostname, href, username, password }: URL, allowHttp: boolean): string | undefined {
  if (protocol !== "https:" && protocol !== "http:") return "it is neither https nor http";
  if (protocol === "http:" && !allowHttp && !loopbackHost.test(hostname)) {
    return "it is http, and its host is not a loopback address";
  }
  if (username !== "" || password !== "") return "it has credentials in it";
  if (href.includes("?")) return "it has a query";
  if (href.includes("#")) return "it has a fragment";
  return undefined;
}
