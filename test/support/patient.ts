/** Where the patients of the tests are. */
export const patientPath = { sourceKey: "ehr-prod", resourceType: "patient" };

/** What a registry answers to a write that it has carried out. */
export const persisted = {
  taskId: "s_2wil2zeXT0V0wAw25pb9Xqha5qw",
  status: "PERSISTED",
  resource: { id: "2wil2vg5uqi08x1aet097gLW8DO", type: "patient", data: { name: "Tremblay" } },
};
