import { atLeast, atMost, ratio, seconds, under, type Goal } from "../goal.ts";
import type { CheckResults } from "./measure.ts";

const minRelativeToParse = 1;
const maxRelativeToAjv = 1.2;
const maxGenerateSeconds = 1;
const maxTypeCheckSeconds = 3;

export function checkGoals({ checks, checkedWrites, generatedFile }: CheckResults): Goal[] {
  const { profiles, fieldsPerProfile, generateSeconds, typeCheckSeconds } = generatedFile;
  const file = `${profiles} profiles of ${fieldsPerProfile} fields`;
  return [
    atLeast(
      "checks of profiles per second relative to `JSON.parse`",
      checks.checkRelativeToParse.median,
      minRelativeToParse,
      ratio,
    ),
    atMost(
      "`writeResources`: CPU time that profiles add, relative to that of ajv",
      checkedWrites.addedRelativeToAjv.median,
      maxRelativeToAjv,
      ratio,
    ),
    under(`${file}: generate`, generateSeconds.median, maxGenerateSeconds, seconds),
    under(`${file}: check the types`, typeCheckSeconds.median, maxTypeCheckSeconds, seconds),
  ];
}
