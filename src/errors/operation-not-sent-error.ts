import { RegistryError, type ErrorContext } from "./registry-error.ts";

/** Which bulk an operation waits for. */
export interface EarlierBulk {
  /** Undefined when it is not known whether the registry took it on. */
  readonly taskId: string | undefined;
  /** The first index of the operations in it. */
  readonly from: number;
  /** The last one. */
  readonly to: number;
}

/**
 * The error of one operation that was not sent, because an earlier one on the same resource id is in a bulk of which it is not
 * known what became: the two could be carried out in the wrong order.
 */
export class OperationNotSentError extends RegistryError {
  override get name() {
    return "OperationNotSentError" as const;
  }

  /** The bulk with the earlier operation. */
  readonly earlier: EarlierBulk;

  constructor(context: ErrorContext, earlier: EarlierBulk) {
    const { taskId, from, to } = earlier;
    const bulk = `the bulk ${taskId ?? "without a known taskId"} of the operations ${String(from)} to ${String(to)}`;
    super(
      `The operation was not sent: an earlier one on the same id is in ${bulk}, of which it is not known what became. Find that ` +
        "out first, and send this one again.",
      context,
    );
    this.earlier = earlier;
  }
}
