/** Where the patients of the tests are. */
export const patientPath = { sourceKey: "ehr-prod", resourceType: "patient" };

/** What a registry answers to a write that it has carried out. */
export const persisted = {
  taskId: "s_2wil2zeXT0V0wAw25pb9Xqha5qw",
  status: "PERSISTED",
  resource: { id: "TREA80010112", type: "patient", data: { name: "Tremblay" } },
};

/** The same of another resource. */
export function persistedAs(resource: { readonly id?: string; readonly type?: string }) {
  return { ...persisted, resource: { ...persisted.resource, ...resource } };
}
