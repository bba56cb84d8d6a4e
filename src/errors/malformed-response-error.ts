import { advice, RegistryError, subject, type ErrorContext } from "./registry-error.ts";

/**
 * Thrown when the answer says that all went well (its HTTP status is 2xx) and is not what the contract promises, or is longer
 * than `maxResponseBytes`. The write may have happened: look for the resource before you send it again.
 */
export class MalformedResponseError extends RegistryError {
  declare readonly name: "MalformedResponseError";

  static {
    Object.defineProperty(this.prototype, "name", { value: "MalformedResponseError" });
  }

  /** The HTTP status, 200 to 299. */
  readonly status: number;
  /** The media type of the answer, such as `text/html`; undefined when it has none. */
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
    super(
      `${subject(context)} was answered ${String(status)} (${contentType ?? "no content type"}), but ${fault}. ${next}`,
      context,
    );
    this.status = status;
    this.contentType = contentType;
    this.taskId = taskId;
  }
}

/** The type and subtype alone: whatever else stands in the header is not ours to print. */
function mediaType(header: string | null): string | undefined {
  return /^\s*([\w.+-]{1,64}\/[\w.+-]{1,64})/.exec(header ?? "")?.[1]?.toLowerCase();
}
