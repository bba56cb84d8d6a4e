import { formatShortRatio, formatWithRange, table } from "../format.ts";
import type { Summary } from "../statistics.ts";
import type { CheckResults } from "./measure.ts";

/** Returns the results of profiles as Markdown. */
export function checksTables({ checks, checkedWrites, generatedFile }: CheckResults): string {
  const { documentBytes, parse, check, ajv, checkRelativeToParse, ajvRelativeToParse } = checks;
  return [
    table(
      [`documents of ${documentBytes} bytes`, "per second", "relative to `JSON.parse`"],
      [
        ["`JSON.parse`", formatWithRange(parse), "1.00"],
        ["**`profiles.check`**", formatWithRange(check), formatWithRange(checkRelativeToParse, formatShortRatio)],
        [
          "ajv, with the JSON Schema of the profiles",
          formatWithRange(ajv),
          formatWithRange(ajvRelativeToParse, formatShortRatio),
        ],
      ],
    ),
    table(
      ["", "median"],
      [
        cost("`writeResources` without profiles, CPU time per operation", checkedWrites.withoutProfiles, "µs"),
        cost("**`writeResources` with profiles**, CPU time per operation", checkedWrites.withProfiles, "µs"),
        cost("`profiles generate`, 200 profiles of 60 fields", generatedFile.generateSeconds, "s"),
        cost("`tsc` with the generated file and a program", generatedFile.typeCheckSeconds, "s"),
      ],
    ),
  ].join("\n\n");
}

function cost(name: string, seconds: Summary, unit: string): string[] {
  return [name, `${formatWithRange(seconds, (value) => value.toFixed(2))} ${unit}`];
}
