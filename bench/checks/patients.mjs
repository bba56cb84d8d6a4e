/** Returns the data of a made-up patient, which the example profile allows. */
export function patientData(index) {
  return {
    name: [
      { use: "official", family: "Tremblay", given: ["Marie", "Josée"], period: { start: "2010-01-01" } },
      { use: "maiden", family: "Gagnon", given: ["Marie"] },
    ],
    birthDate: "1984-02-29",
    gender: "female",
    active: true,
    healthCard: `TREM${String(index).padStart(8, "0")}`,
    identifier: [{ system: "https://example.com/mrn", value: `MRN-${String(index).padStart(6, "0")}`, use: "usual" }],
    telecom: [
      { system: "phone", value: "+1 514 555 0100", use: "home", rank: 1 },
      { system: "email", value: "marie.tremblay@example.com", use: "work", rank: 2 },
    ],
    address: [
      {
        ...{ use: "home", type: "physical", line: ["1200 rue Sainte-Catherine Ouest", "App. 4"], city: "Montréal" },
        ...{ state: "QC", postalCode: "H3B 1K9", country: "CA", period: { start: "2015-06" } },
      },
    ],
    language: "fr",
    weightKg: 62.5,
    registeredAt: "2020-02-29T08:30:00Z",
    reminders: { enabled: true, channels: ["sms", "email"], quietHours: { from: "21:00", to: "08:00" } },
  };
}
