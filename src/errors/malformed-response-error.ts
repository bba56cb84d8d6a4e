import { advice, RegistryError, subject, type ErrorContext } from "./registry-error.ts";

/**
 * Thrown when the answer says that all went well (its HTTP status is 2xx) and is not what the contract promises, or is longer
 * than `maxResponseBytes`. The write may have happened: look for the resource before you send it again.
 */
export class MalformedResponseError extends RegistryError {
  override get name() {
    return "MalformedResponseError" as const;
  }

  /** The HTTP status, 200 to 299. */
  readonly status: number;
  /** The media type of the answer, such as `text/html`; undefined when it has none, or one that is seldom seen. */
  readonly contentType: string | undefined;
  /** The taskId, where it could be read from the answer all the same. */
  readonly taskId: string | undefined;

  constructor(
    context: ErrorContext,
    { status, headers }: Pick<Response, "status" | "headers">,
    { fault, taskId }: { fault: string; taskId?: string | undefined },
  ) {
    const contentType = mediaType(headers.get("content-type"));
    const next = taskId === undefined ? advice(context) : "The write was taken on: follow its `taskId`.";
    const proxy = contentType === "text/html" ? " A proxy or gateway on the way may have answered instead." : "";
    super(
      `${subject(context)} was answered ${String(status)} (${contentType ?? "no known content type"}), but ${fault}.${proxy} ${next}`,
      context,
    );
    this.status = status;
    this.contentType = contentType;
    this.taskId = taskId;
  }
}

/** What registries, proxies and gateways answer with. Whatever else stands in the header could say anything. */
const mediaTypes = [
  "application/json",
  "application/problem+json",
  "application/xml",
  "application/octet-stream",
  "text/html",
  "text/plain",
  "text/xml",
];

function mediaType(header: string | null): string | undefined {
  const [type = ""] = (header ?? "").split(";");
  return mediaTypes.find((known) => known === type.trim().toLowerCase());
}
