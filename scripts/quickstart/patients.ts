export const sourceKey = "ehr-prod";
/** The lines of the file. */
export const patients = 20_000;
const brokenEvery = 400;
export const broken = patients / brokenEvery;

/** What the registry found when it compared the stored patients with the file. */
export interface Comparison {
  readonly stored: number;
  /** How many of the patients in the file are stored with the data of their line. */
  readonly equal: number;
}

/** Whether a line of the file is not valid JSON. Lines are numbered from 1. */
export function isBroken(line: number): boolean {
  return line % brokenEvery === 0;
}

export function patientId(line: number): string {
  return `made-up-${line}`;
}

export function patientData(line: number) {
  return { name: [{ family: `Made Up ${line}` }] };
}

/** Returns the text of the file. */
export function patientLines(): string {
  const lines = Array.from({ length: patients }, (_, index) => {
    const line = index + 1;
    const text = JSON.stringify({ id: patientId(line), ...patientData(line) });
    return isBroken(line) ? text.slice(0, 20) : text;
  });
  return `${lines.join("\n")}\n`;
}
