import {
  context,
  trace,
  type Attributes,
  type Span,
  type SpanContext,
  type SpanOptions,
  type Tracer,
} from "@opentelemetry/api";
import type { OperationId, Task } from "../index.ts";
import { printableTaskId } from "../task-id.ts";
import type { WaitHook } from "../tasks/wait-hook.ts";
import { endSpan, failureOf, startSpan } from "./spans.ts";

/** The spans of a client's tasks. */
export interface TaskSpans {
  /** Stores which call started a task, for the span of the wait. */
  readonly onStart: (taskId: string, call: StartingCall) => void;
  /** Runs a wait for a task in a span of its own, which is active during the wait. */
  readonly wait: WaitHook;
}

/** A call that started a task. */
export interface StartingCall {
  readonly operationId: OperationId;
  readonly spanContext: SpanContext;
  /** The span that was active at the call. */
  readonly parent: Span | undefined;
  readonly startTime: number;
}

/** The maximum number of tasks that are stored until a wait for them. */
const maxStarted = 10_000;

export function createTaskSpans(tracer: Tracer): TaskSpans {
  const started = new Map<string, StartingCall>();
  return {
    onStart(taskId, call) {
      started.set(taskId, call);
      const [oldest = taskId] = started.keys();
      if (started.size > maxStarted) started.delete(oldest);
    },
    async wait({ taskId }, wait) {
      const call = started.get(taskId);
      started.delete(taskId);
      const span = startSpan(tracer, isBulk(call) ? "registry bulk" : "registry task", optionsOf(taskId, call));
      let attributes: Attributes = {};
      try {
        const ended = await context.with(trace.setSpan(context.active(), span), wait);
        attributes = resultOf(ended.task);
        return ended;
      } catch (error) {
        attributes = { "error.type": failureOf(error).name };
        throw error;
      } finally {
        endSpan(span, attributes);
      }
    },
  };
}

function isBulk(call: StartingCall | undefined): boolean {
  return call?.operationId === "bulkResources" || call?.operationId === "bulkRelationships";
}

/** The span of a bulk starts with its submission, unless this was in another span. */
function optionsOf(taskId: string, call: StartingCall | undefined): SpanOptions {
  const printable = printableTaskId(taskId);
  const isSameParent = call?.parent === trace.getSpan(context.active());
  return {
    attributes: {
      ...(call !== undefined && { "clinia.operation_id": call.operationId }),
      ...(printable !== undefined && { "clinia.task_id": printable }),
    },
    ...(call !== undefined && { links: [{ context: call.spanContext }] }),
    ...(call !== undefined && isBulk(call) && isSameParent && { startTime: call.startTime }),
  };
}

function resultOf({ status, receipts }: Task): Attributes {
  const written = receipts?.filter((receipt) => receipt.status === "SUCCESS").length ?? 0;
  return {
    "clinia.task.status": status,
    ...(receipts !== undefined && {
      "clinia.records.written": written,
      "clinia.records.failed": receipts.length - written,
    }),
    ...(status !== "SUCCESS" && { "error.type": status }),
  };
}
