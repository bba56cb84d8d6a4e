import { describe, expectTypeOf, test } from "vitest";
import {
  defineProfiles,
  type Address,
  type Contained,
  type DefinedProfiles,
  type HumanName,
  type PartialDate,
  type ProfileDefinitions,
} from "../src/profiles/index.ts";
import type { ProfileInput } from "../src/index.ts";
import type { ResourceCheck } from "../src/resource-check.ts";

interface Patient {
  name: HumanName[];
  birthDate?: PartialDate | null;
  home?: Address | null;
}

interface Contact {
  phone: string;
}

interface PatientContained {
  contacts?: Contained<"contact", Contact>[];
}

interface Profiles {
  patient: { data: Patient; contained: PatientContained };
  contact: { data: Contact };
  check: { data: Contact };
}

const definitions: ProfileDefinitions = {};
const profiles = defineProfiles<Profiles>(definitions);

test("The profiles have their types", () => {
  expectTypeOf(profiles).toEqualTypeOf<DefinedProfiles<Profiles>>();
  expectTypeOf<NonNullable<(typeof profiles)["~types"]>>().toEqualTypeOf<Profiles>();
  expectTypeOf<keyof typeof profiles>().toEqualTypeOf<"patient" | "contact" | "check" | "~types">();
  expectTypeOf<(typeof profiles)["check"]>().toEqualTypeOf<ResourceCheck["check"]>();
});

test("A function infers the types of profiles", () => {
  function infer<P>(given: ResourceCheck<P>): P {
    return given as P;
  }
  expectTypeOf(infer(profiles)).toEqualTypeOf<Profiles>();
});

test("A Standard Schema has the type of data", () => {
  type Types = NonNullable<(typeof profiles)["patient"]["~standard"]["types"]>;
  expectTypeOf<Types["input"]>().toEqualTypeOf<Patient>();
  expectTypeOf<Types["output"]>().toEqualTypeOf<Patient>();
  const result = profiles.contact["~standard"].validate({});
  if (result.issues === undefined) expectTypeOf(result.value).toEqualTypeOf<Contact>();
});

test("Bodies of putProfile and imported JSON are definitions", () => {
  expectTypeOf<Record<string, ProfileInput>>().toExtend<ProfileDefinitions>();
  const json = {
    patient: {
      type: "ROOT",
      properties: {
        name: { type: "array", items: { type: "humanname" } },
        gender: {
          type: "code",
          rules: [{ required: true }, { enum: ["a"] }],
          binding: { vocabulary: { key: "x", strength: "required" } },
        },
      },
      contained: { contacts: { types: ["contact"], cardinality: "0:*" } },
    },
  };
  expectTypeOf(json).toExtend<ProfileDefinitions>();
  expectTypeOf(defineProfiles(json)).toExtend<ResourceCheck>();
});

// Only compiled, not run: each line must be a type error, because an unused @ts-expect-error is one too.
describe("what must not compile", () => {
  test("definitions without properties, and types that are no profiles", () => {
    // @ts-expect-error -- no properties
    defineProfiles({ patient: {} });
    // @ts-expect-error -- no data
    defineProfiles<{ patient: { contained: PatientContained } }>({});
    // @ts-expect-error -- data is an array
    defineProfiles<{ patient: { data: string[] } }>({});
  });

  test("an unknown profile or option", () => {
    // @ts-expect-error -- misspelt
    expectTypeOf(profiles).toHaveProperty("patiant");
    // @ts-expect-error -- misspelt
    profiles.check("patient", {}, { unknownField: "allow" });
    // @ts-expect-error -- not a value
    profiles.check("patient", {}, { unknownFields: "ignore" });
  });
});
