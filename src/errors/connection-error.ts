import { advice, RegistryError, subject, type ErrorContext } from "./registry-error.ts";
import { isUntrusted } from "./untrusted.ts";

/**
 * Thrown when there was no answer, or not all of one: the connection was refused, reset or cut off, the host was not found,
 * or its certificate not trusted. `outcome` is `"not-done"` only where the platform says that the connection was never made, as
 * Node.js and Bun do. Where they say that a certificate is not trusted, the call is not tried again.
 *
 * `cause` is the platform's own error, without the address that was called and without the key.
 */
export class ConnectionError extends RegistryError {
  override get name() {
    return "ConnectionError" as const;
  }

  /** The taskId, where an answer was cut off behind it: the registry has taken the write on. Undefined otherwise. */
  readonly taskId: string | undefined;

  constructor(context: ErrorContext, { stage, cause, code, taskId }: ConnectionFailure) {
    const next = taskId === undefined ? advice(context) : "The write was taken on: follow its `taskId`.";
    const check = stage === "connecting" ? ` ${isUntrusted(cause) ? untrusted : unreachable}` : "";
    const reason = code === undefined ? "" : ` (${code})`;
    super(`${subject(context)} ${faults[stage]}${reason}. ${next}${check}`, context, cause);
    this.taskId = taskId;
  }
}

interface ConnectionFailure {
  /** How far it came. */
  readonly stage: keyof typeof faults;
  readonly cause?: Error | undefined;
  readonly code?: string | undefined;
  readonly taskId?: string | undefined;
}

const unreachable = "Check baseUrl or workspaceId, and the network.";
const untrusted =
  "The certificate of the host is not trusted: where a private CA signs it, start Node.js with NODE_EXTRA_CA_CERTS, and " +
  "otherwise check baseUrl or workspaceId.";

const faults = {
  connecting: "could not connect",
  waiting: "got no answer",
  reading: "got an answer that was cut off",
};
