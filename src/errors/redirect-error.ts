import { advice, RegistryError, subject, type ErrorContext } from "./registry-error.ts";

/**
 * Thrown when the answer is a redirect. It is not followed: the API key, and the body with it, would travel to wherever it
 * leads.
 */
export class RedirectError extends RegistryError {
  override get name() {
    return "RedirectError" as const;
  }

  /** The HTTP status: 301, 302, 303, 307 or 308; undefined in a browser, which hides it. */
  readonly status: number | undefined;
  /** Where it leads, without path and query; undefined in a browser, or when the answer doesn't say. */
  readonly origin: string | undefined;

  constructor(context: ErrorContext, { status, origin }: { status: number | undefined; origin: string | undefined }) {
    super(
      `${subject(context)} was answered with a redirect${origin === undefined ? "" : ` to ${origin}`}, which is not followed, ` +
        `because the API key would travel with it. If the registry has moved, set baseUrl to its new address. ${advice(context)}`,
      context,
    );
    this.status = status;
    this.origin = origin;
  }
}
