/**
 * Returns the operation of a row of patients.csv. The functions of the third argument build it, so that this file needs no import.
 * A reason must not contain data of the row: it is printed and stored.
 */
export default function mapPatient(row, place, { reject, upsertOperation }) {
  const { number, family, given, birth_date: birthDate } = row;
  if (birthDate !== "" && !/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) return reject("birth_date is not YYYY-MM-DD");
  const name = [{ family, given: given === "" ? [] : [given] }];
  // The key of the clinic, because the numbers of two clinics can be equal.
  return upsertOperation("patient", `north-clinic-${number}`, { name, ...(birthDate !== "" && { birthDate }) });
}
