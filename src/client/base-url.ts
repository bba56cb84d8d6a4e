import { InvalidRequestError } from "../errors/index.ts";
import { operations, serverTemplates } from "../generated/contract.ts";

/** One label of a DNS name. @see https://www.rfc-editor.org/rfc/rfc1123#section-2.1 */
const dnsLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const loopbackHost = /^(?:localhost|(?:.*\.)localhost|127(?:\.\d+){3}|\[::1\])$/;

interface Address {
  readonly workspaceId?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly dangerouslyAllowHttp?: boolean | undefined;
}

/** Returns the base of every URL, without a trailing slash. Throws {@link InvalidRequestError}. */
export function resolveBaseUrl({ workspaceId, baseUrl, dangerouslyAllowHttp = false }: Address): string {
  const refuse = (field: string, reason: string) => new InvalidRequestError({ field, reason });
  if (workspaceId !== undefined && baseUrl !== undefined) {
    throw refuse("baseUrl", "it can't be combined with workspaceId. Set only one of them.");
  }
  if (workspaceId !== undefined) {
    if (typeof (workspaceId as unknown) === "string" && dnsLabel.test(workspaceId)) {
      return serverTemplates[0].replace("{workspaceId}", workspaceId.toLowerCase());
    }
    throw refuse("workspaceId", "it is not a single DNS label, such as acme. For a full address, set baseUrl.");
  }
  if (baseUrl === undefined) throw refuse("workspaceId", "it is missing, and so is baseUrl. Set one of them.");
  const isUrl = typeof (baseUrl as unknown) === "string" && URL.canParse(baseUrl);
  const problem = isUrl ? checkUrl(new URL(baseUrl), dangerouslyAllowHttp) : "it is not an absolute URL";
  if (problem === undefined) return new URL(baseUrl).href.replace(/\/+$/, "");
  throw refuse("baseUrl", `${problem}. Expected an https address such as https://api.acme.clinia.cloud.`);
}

function checkUrl(
  { protocol, hostname, href, pathname, username, password }: URL,
  allowHttp: unknown,
): string | undefined {
  if (protocol !== "https:" && protocol !== "http:") return "it is neither https nor http";
  if (protocol === "http:" && allowHttp !== true && !loopbackHost.test(hostname)) {
    return "it is http, which is allowed only for loopback addresses, or with dangerouslyAllowHttp";
  }
  if (username + password !== "" || /[?#]/.test(href)) return "it has credentials, a query or a fragment";
  const [, first = ""] = operations.createResource.path.split("/");
  return pathname.split("/").includes(first)
    ? `it contains the path /${first}, which the client appends itself`
    : undefined;
}
