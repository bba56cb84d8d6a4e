// Generated from clinia/profiles by `clinia-registry profiles generate`. Do not edit. Fingerprint: sha256:c46fb3abbe2d3de8097cc38c2da17036f3d5ece684eccdc2587092751698b0a7
/* eslint-disable */

import {
  defineProfiles,
  type Address,
  type Attachment,
  type Coding,
  type ContactPoint,
  type Contained,
  type Geopoint,
  type HumanName,
  type Identifier,
  type Instant,
  type PartialDate,
  type PartialDateTime,
  type Period,
  type Reference,
} from "clinia-registry-client/profiles";

/** A clinic of the Rive-Nord group. */
export interface Clinic {
  /** Rules: required; at least 2 characters; at most 120 characters. */
  name: string;
  /** Rules: required. */
  address: Address;
  /** Rules: required. */
  position: Geopoint;
  identifier?: Identifier | null;
  /** A year is enough. */
  founded?: PartialDateTime | null;
  /** Rules: required; at least 0; at most 2000; at most 1500. */
  bedCount: number;
  /** The floors of the clinic; 0 is the ground floor. Rules: required; each item: at least -3, at most 40. */
  floors: number[];
  /** A list for each day from Monday, of the times at which the clinic opens and closes. Rules: at least 7 items; at most 7 items; each item: at most 4 items. */
  openingHours?: string[][] | null;
  /** Rules: each item: vocabulary services (required). */
  services?: Coding[] | null;
  departments?:
    | {
        /** Rules: required; at most 80 characters. */
        name: string;
        phone?: ContactPoint | null;
        head?: Reference | null;
      }[]
    | null;
  /** Rules: pattern ^https://. */
  website?: string | null;
  /** The plan of the site. */
  plan?: Attachment | null;
  directions?: string | null;
  accreditation?: Period | null;
  /** Rules: required. */
  updatedAt: Instant;
}

/** The contained resources of `clinic`. */
export interface ClinicContained {
  /** At least one. */
  desks: Contained<"contact", Contact, ContactContained>[];
  /** At most one. */
  onCall?: Contained<"contact", Contact, ContactContained>[];
}

/** A person or desk to call. */
export interface Contact {
  name?: HumanName | null;
  /** The relation to the patient. Rules: vocabulary relations (preferred). */
  relation?:
    | "parent"
    | "child"
    | "partner"
    | "sibling"
    | "friend"
    | "guardian"
    | "reception"
    | (string & {})
    | null;
  /** Rules: required; at least 1 item; each item: required. */
  telecom: ContactPoint[];
  address?: Address | null;
  /** Rules: at most 200 characters. */
  note?: string | null;
  isLegalGuardian?: boolean | null;
}

/** The contained resources of `contact`. */
export interface ContactContained {
  /** At most one. */
  lastEncounter?: Contained<"encounter", Encounter, EncounterContained>[];
}

/** A visit or call. */
export interface Encounter {
  /** Rules: required; one of "planned", "in-progress", "finished", "cancelled". */
  status: "planned" | "in-progress" | "finished" | "cancelled";
  /** Rules: required. */
  period: Period;
  /** Rules: required. */
  practitioner: Reference;
  /** Rules: at least 3 characters; at most 500 characters. */
  reason?: string | null;
  /** Rules: at most 20 items. */
  diagnosis?: Coding[] | null;
  /** Rules: at least 1; at most 1440. */
  durationMinutes?: number | null;
  /** Rules: one of 0, 2, 4, 6, 8, 10. */
  painScale?: 0 | 2 | 4 | 6 | 8 | 10 | null;
  letter?: Attachment | null;
}

/** The contained resources of `encounter`. */
export interface EncounterContained {
  /** Any number. */
  participants?: Contained<"contact", Contact, ContactContained>[];
  /** Any number. */
  followUps?: Contained<"encounter", Encounter, EncounterContained>[];
}

/** A patient of the Sainte-Anne family health network. */
export interface Patient {
  /** The names, the official one first. Rules: required; at least 1 item; at most 5 items. */
  name: HumanName[];
  /** The date of birth, as far as it is known. */
  birthDate?: PartialDate | null;
  /** The gender, as the patient says it. Rules: one of "male", "female", "non-binary". */
  gender?: "male" | "female" | "non-binary" | null;
  /** Whether the patient is registered now. */
  active?: boolean | null;
  deceased?: boolean | null;
  /** The time of death, as far as it is known. Rules: if {"eq":{"deceased":true}}: required (not checked). */
  deathDate?: PartialDateTime | null;
  /** The number of the health card, without spaces. Rules: at least 12 characters; at most 12 characters; pattern ^[A-Z]{4}\d{8}$. */
  healthCard?: string | null;
  /** The numbers in other systems. Rules: at most 10 items. */
  identifier?: Identifier[] | null;
  /** Rules: at most 5 items. */
  telecom?: ContactPoint[] | null;
  address?: Address[] | null;
  /** The language for letters and calls. Rules: vocabulary languages (preferred). */
  language?: "fr" | "en" | "es" | "ar" | "iu" | "lsq" | (string & {}) | null;
  /** The weight at the last visit, in kilograms. Rules: at least 0.2; at most 650. */
  weightKg?: number | null;
  /** The family physician. */
  generalPractitioner?: Reference | null;
  photo?: Attachment | null;
  /** The time of the registration. */
  registeredAt?: Instant | null;
  /** How the patient wants to be reminded of appointments. */
  reminders?: {
    /** Rules: required. */
    enabled: boolean;
    /** Rules: at least 1 item; at most 3 items; each item: one of "sms", "email", "phone". */
    channels?: ("sms" | "email" | "phone")[] | null;
    /** No reminders are sent between these times. */
    quietHours?: {
      /** Rules: required. */
      from: string;
      /** Rules: required. */
      to: string;
    } | null;
  } | null;
}

/** The contained resources of `patient`. */
export interface PatientContained {
  /** Any number. */
  contacts?: Contained<"contact", Contact, ContactContained>[];
  /** At most one. */
  lastEncounter?: Contained<"encounter", Encounter, EncounterContained>[];
  /** Any number. */
  journal?: (
    | Contained<"contact", Contact, ContactContained>
    | Contained<"encounter", Encounter, EncounterContained>
  )[];
}

/** A physician, nurse or therapist of the Boréal directory of practitioners. */
export interface Practitioner {
  /** Rules: required. */
  name: HumanName;
  /** The number of the licence to practise. Rules: required; pattern ^[1-9]\d{4,5}$. */
  licence: string;
  /** The status of the licence. Rules: required; vocabulary practitioner-status (required). */
  status: "active" | "on-leave" | "suspended" | "retired";
  /** A code of the college that issued the licence. Rules: vocabulary qualifications (required). */
  qualification?: string | null;
  /** Rules: if {"eq":{"licence":"*"}}: required, at least 1 item (not checked); each item: vocabulary specialities (preferred). */
  specialities?: Coding[] | null;
  /** The languages of consultations. Rules: each item: vocabulary languages (required). */
  languages?: ("fr" | "en" | "es" | "ar" | "iu" | "lsq")[] | null;
  /** The main place of practice. */
  position?: Geopoint | null;
  /** Rules: at least 0; at most 70. */
  yearsOfPractice?: number | null;
  /** The days of consultations; 1 is Monday. Rules: at most 7 items; each item: one of 1, 2, 3, 4, 5, 6, 7. */
  weekdays?: (1 | 2 | 3 | 4 | 5 | 6 | 7)[] | null;
  /** The share of a full position. Rules: one of 0.2, 0.4, 0.5, 0.6, 0.8, 1. */
  workload?: 0.2 | 0.4 | 0.5 | 0.6 | 0.8 | 1 | null;
  website?: string | null;
  /** The register that lists the licence. */
  registry?: string | null;
  /** Rules: at most 2000 characters. */
  biography?: string | null;
  /** The introduction on the page of the practitioner. */
  welcome?: string | null;
  /** The next time without consultations. */
  leave?: Period | null;
}

/** The contained resources of `practitioner`. */
export interface PractitionerContained {
  /** Exactly one. */
  office: Contained<"contact", Contact, ContactContained>[];
}

/** The profiles by resource type, for `createRegistryClient`. */
export interface Profiles {
  clinic: {
    /**
     * - `name`: symbol; required; at least 2 characters; at most 120 characters.
     * - `address`: address; required.
     * - `position`: geopoint; required.
     * - `identifier`: identifier.
     * - `founded`: datetime.
     * - `bedCount`: integer; required; at least 0; at most 2000; at most 1500.
     * - `floors`: array of integer; required; each item: at least -3, at most 40.
     * - `openingHours`: array of array of time; at least 7 items; at most 7 items; each item: at most 4 items.
     * - `services`: array of coding; each item: vocabulary services (required).
     * - `departments`: array of object.
     * - `website`: url; pattern ^https://.
     * - `plan`: attachment.
     * - `directions`: markdown.
     * - `accreditation`: period.
     * - `updatedAt`: instant; required.
     */
    data: Clinic;
    contained: ClinicContained;
  };
  contact: {
    /**
     * - `name`: humanname.
     * - `relation`: code; vocabulary relations (preferred).
     * - `telecom`: array of contactpoint; required; at least 1 item; each item: required.
     * - `address`: address.
     * - `note`: symbol; at most 200 characters.
     * - `isLegalGuardian`: boolean.
     */
    data: Contact;
    contained: ContactContained;
  };
  encounter: {
    /**
     * - `status`: code; required; one of "planned", "in-progress", "finished", "cancelled".
     * - `period`: period; required.
     * - `practitioner`: reference; required.
     * - `reason`: markdown; at least 3 characters; at most 500 characters.
     * - `diagnosis`: array of coding; at most 20 items.
     * - `durationMinutes`: integer; at least 1; at most 1440.
     * - `painScale`: integer; one of 0, 2, 4, 6, 8, 10.
     * - `letter`: attachment.
     */
    data: Encounter;
    contained: EncounterContained;
  };
  patient: {
    /**
     * - `name`: array of humanname; required; at least 1 item; at most 5 items.
     * - `birthDate`: date.
     * - `gender`: code; one of "male", "female", "non-binary".
     * - `active`: boolean.
     * - `deceased`: boolean.
     * - `deathDate`: datetime; if {"eq":{"deceased":true}}: required (not checked).
     * - `healthCard`: symbol; at least 12 characters; at most 12 characters; pattern ^[A-Z]{4}\d{8}$.
     * - `identifier`: array of identifier; at most 10 items.
     * - `telecom`: array of contactpoint; at most 5 items.
     * - `address`: array of address.
     * - `language`: code; vocabulary languages (preferred).
     * - `weightKg`: decimal; at least 0.2; at most 650.
     * - `generalPractitioner`: reference.
     * - `photo`: attachment.
     * - `registeredAt`: instant.
     * - `reminders`: object.
     */
    data: Patient;
    contained: PatientContained;
  };
  practitioner: {
    /**
     * - `name`: humanname; required.
     * - `licence`: symbol; required; pattern ^[1-9]\d{4,5}$.
     * - `status`: code; required; vocabulary practitioner-status (required).
     * - `qualification`: code; vocabulary qualifications (required).
     * - `specialities`: array of coding; if {"eq":{"licence":"*"}}: required, at least 1 item (not checked); each item: vocabulary specialities (preferred).
     * - `languages`: array of code; each item: vocabulary languages (required).
     * - `position`: geopoint.
     * - `yearsOfPractice`: integer; at least 0; at most 70.
     * - `weekdays`: array of integer; at most 7 items; each item: one of 1, 2, 3, 4, 5, 6, 7.
     * - `workload`: decimal; one of 0.2, 0.4, 0.5, 0.6, 0.8, 1.
     * - `website`: url.
     * - `registry`: uri.
     * - `biography`: markdown; at most 2000 characters.
     * - `welcome`: xhtml.
     * - `leave`: period.
     */
    data: Practitioner;
    contained: PractitionerContained;
  };
}

export const profiles = defineProfiles<Profiles>(
  {
    clinic: {
      type: "ROOT",
      description: "A clinic of the Rive-Nord group.",
      properties: {
        name: { type: "symbol", rules: [{ required: true, min: 2, max: 120 }] },
        address: { type: "address", rules: [{ required: true }] },
        position: { type: "geopoint", rules: [{ required: true }] },
        identifier: { type: "identifier" },
        founded: { type: "datetime", description: "A year is enough." },
        bedCount: {
          type: "integer",
          rules: [{ required: true, min: 0, max: 2000 }, { max: 1500 }],
        },
        floors: {
          type: "array",
          description: "The floors of the clinic; 0 is the ground floor.",
          rules: [{ required: true }],
          items: { type: "integer", rules: [{ min: -3, max: 40 }] },
        },
        openingHours: {
          type: "array",
          description:
            "A list for each day from Monday, of the times at which the clinic opens and closes.",
          rules: [{ min: 7, max: 7 }],
          items: {
            type: "array",
            rules: [{ max: 4 }],
            items: { type: "time" },
          },
        },
        services: {
          type: "array",
          items: {
            type: "coding",
            binding: { vocabulary: { key: "services", strength: "required" } },
          },
        },
        departments: {
          type: "array",
          items: {
            type: "object",
            properties: {
              name: { type: "symbol", rules: [{ required: true, max: 80 }] },
              phone: { type: "contactpoint" },
              head: { type: "reference" },
            },
          },
        },
        website: { type: "url", rules: [{ pattern: "^https://" }] },
        plan: { type: "attachment", description: "The plan of the site." },
        directions: { type: "markdown" },
        accreditation: { type: "period" },
        updatedAt: { type: "instant", rules: [{ required: true }] },
      },
      contained: {
        desks: { types: ["contact"], cardinality: "1:*" },
        onCall: { types: ["contact"], cardinality: "0:1" },
      },
    },
    contact: {
      type: "CONTAINED",
      description: "A person or desk to call.",
      properties: {
        name: { type: "humanname" },
        relation: {
          type: "code",
          description: "The relation to the patient.",
          binding: { vocabulary: { key: "relations", strength: "preferred" } },
        },
        telecom: {
          type: "array",
          rules: [{ required: true, min: 1 }],
          items: { type: "contactpoint", rules: [{ required: true }] },
        },
        address: { type: "address" },
        note: { type: "symbol", rules: [{ max: 200 }] },
        isLegalGuardian: { type: "boolean" },
      },
      contained: {
        lastEncounter: { types: ["encounter"], cardinality: "0:1" },
      },
    },
    encounter: {
      type: "CONTAINED",
      description: "A visit or call.",
      properties: {
        status: {
          type: "code",
          rules: [
            {
              required: true,
              enum: ["planned", "in-progress", "finished", "cancelled"],
            },
          ],
        },
        period: { type: "period", rules: [{ required: true }] },
        practitioner: { type: "reference", rules: [{ required: true }] },
        reason: { type: "markdown", rules: [{ min: 3, max: 500 }] },
        diagnosis: {
          type: "array",
          rules: [{ max: 20 }],
          items: { type: "coding" },
        },
        durationMinutes: { type: "integer", rules: [{ min: 1, max: 1440 }] },
        painScale: { type: "integer", rules: [{ enum: [0, 2, 4, 6, 8, 10] }] },
        letter: { type: "attachment" },
      },
      contained: {
        participants: { types: ["contact"], cardinality: "0:*" },
        followUps: { types: ["encounter"], cardinality: "0:*" },
      },
    },
    patient: {
      type: "ROOT",
      description: "A patient of the Sainte-Anne family health network.",
      properties: {
        name: {
          type: "array",
          description: "The names, the official one first.",
          rules: [{ required: true, min: 1, max: 5 }],
          items: { type: "humanname" },
        },
        birthDate: {
          type: "date",
          description: "The date of birth, as far as it is known.",
        },
        gender: {
          type: "code",
          description: "The gender, as the patient says it.",
          rules: [{ enum: ["male", "female", "non-binary"] }],
        },
        active: {
          type: "boolean",
          description: "Whether the patient is registered now.",
        },
        deceased: { type: "boolean" },
        deathDate: {
          type: "datetime",
          description: "The time of death, as far as it is known.",
          rules: [{ required: true, when: { eq: { deceased: true } } }],
        },
        healthCard: {
          type: "symbol",
          description: "The number of the health card, without spaces.",
          rules: [{ min: 12, max: 12 }, { pattern: "^[A-Z]{4}\\d{8}$" }],
        },
        identifier: {
          type: "array",
          description: "The numbers in other systems.",
          rules: [{ max: 10 }],
          items: { type: "identifier" },
        },
        telecom: {
          type: "array",
          rules: [{ max: 5 }],
          items: { type: "contactpoint" },
        },
        address: { type: "array", items: { type: "address" } },
        language: {
          type: "code",
          description: "The language for letters and calls.",
          binding: { vocabulary: { key: "languages", strength: "preferred" } },
        },
        weightKg: {
          type: "decimal",
          description: "The weight at the last visit, in kilograms.",
          rules: [{ min: 0.2, max: 650 }],
        },
        generalPractitioner: {
          type: "reference",
          description: "The family physician.",
        },
        photo: { type: "attachment" },
        registeredAt: {
          type: "instant",
          description: "The time of the registration.",
        },
        reminders: {
          type: "object",
          description: "How the patient wants to be reminded of appointments.",
          properties: {
            enabled: { type: "boolean", rules: [{ required: true }] },
            channels: {
              type: "array",
              rules: [{ min: 1, max: 3 }],
              items: {
                type: "code",
                rules: [{ enum: ["sms", "email", "phone"] }],
              },
            },
            quietHours: {
              type: "object",
              description: "No reminders are sent between these times.",
              properties: {
                from: { type: "time", rules: [{ required: true }] },
                to: { type: "time", rules: [{ required: true }] },
              },
            },
          },
        },
      },
      contained: {
        contacts: { types: ["contact"], cardinality: "0:*" },
        lastEncounter: { types: ["encounter"], cardinality: "0:1" },
        journal: { types: ["contact", "encounter"], cardinality: "0:*" },
      },
    },
    practitioner: {
      type: "ROOT",
      description:
        "A physician, nurse or therapist of the Boréal directory of practitioners.",
      properties: {
        name: { type: "humanname", rules: [{ required: true }] },
        licence: {
          type: "symbol",
          description: "The number of the licence to practise.",
          rules: [{ required: true, pattern: "^[1-9]\\d{4,5}$" }],
        },
        status: {
          type: "code",
          description: "The status of the licence.",
          rules: [{ required: true }],
          binding: {
            vocabulary: { key: "practitioner-status", strength: "required" },
          },
        },
        qualification: {
          type: "code",
          description: "A code of the college that issued the licence.",
          binding: {
            vocabulary: { key: "qualifications", strength: "required" },
          },
        },
        specialities: {
          type: "array",
          rules: [{ required: true, min: 1, when: { eq: { licence: "*" } } }],
          items: {
            type: "coding",
            binding: {
              vocabulary: { key: "specialities", strength: "preferred" },
            },
          },
        },
        languages: {
          type: "array",
          description: "The languages of consultations.",
          items: {
            type: "code",
            binding: { vocabulary: { key: "languages", strength: "required" } },
          },
        },
        position: {
          type: "geopoint",
          description: "The main place of practice.",
        },
        yearsOfPractice: { type: "integer", rules: [{ min: 0, max: 70 }] },
        weekdays: {
          type: "array",
          description: "The days of consultations; 1 is Monday.",
          rules: [{ max: 7 }],
          items: { type: "integer", rules: [{ enum: [1, 2, 3, 4, 5, 6, 7] }] },
        },
        workload: {
          type: "decimal",
          description: "The share of a full position.",
          rules: [{ enum: [0.2, 0.4, 0.5, 0.6, 0.8, 1] }],
        },
        website: { type: "url" },
        registry: {
          type: "uri",
          description: "The register that lists the licence.",
        },
        biography: { type: "markdown", rules: [{ max: 2000 }] },
        welcome: {
          type: "xhtml",
          description: "The introduction on the page of the practitioner.",
        },
        leave: {
          type: "period",
          description: "The next time without consultations.",
        },
      },
      contained: { office: { types: ["contact"], cardinality: "1:1" } },
    },
  } as never,
  {
    vocabularies: {
      languages: ["fr", "en", "es", "ar", "iu", "lsq"],
      "practitioner-status": ["active", "on-leave", "suspended", "retired"],
    },
  },
);
