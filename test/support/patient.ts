/** The path of the patients in the tests. */
export const patientPath = { sourceKey: "ehr-prod", resourceType: "patient" };

/** The response of a registry to an applied write. */
export const persisted = {
  taskId: "s_2wil2zeXT0V0wAw25pb9Xqha5qw",
  status: "PERSISTED",
  resource: { id: "TREA80010112", type: "patient", data: { name: "Tremblay" } },
};

/** The same response with another id or type. */
export function persistedAs(resource: { readonly id?: string; readonly type?: string }) {
  return { ...persisted, resource: { ...persisted.resource, ...resource } };
}
