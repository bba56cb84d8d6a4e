/** Where the taskId of an answer that was cut off is looked for: at its beginning, with nothing but texts before it. */
const pattern = /^\s*\{(?:\s*"[^"\\]*"\s*:\s*"[^"\\]*"\s*,)*?\s*"taskId"\s*:\s*"([^"\\/\p{Control}]+)"/u;

/** The taskId of an answer that is no JSON as far as it came. */
export function leadingTaskId(text: string): string | undefined {
  return pattern.exec(text)?.[1];
}
