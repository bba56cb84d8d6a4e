/*
 * The types of the values of properties. Complex types may have further fields, which no page describes.
 */

/** A day, a month or a year: `2020-02-29`, `2020-02` or `2020`. */
export type PartialDate = string;

/** A {@link PartialDate}, or a date and time: `2020-02-29T08:30:00Z`. */
export type PartialDateTime = string;

/** A date and time with an offset: `2020-02-29T08:30:00.123Z`. */
export type Instant = string;

interface OpenType {
  [field: string]: unknown;
}

/**
 * A period of time. Both ends are inclusive.
 *
 * @see https://clinia.readme.io/docs/period
 */
export interface Period extends OpenType {
  /** The start; missing when it is not known. */
  start?: PartialDateTime | null;
  /** The end, not before the start; missing when the period is ongoing. */
  end?: PartialDateTime | null;
}

/**
 * The name of a person.
 *
 * @see https://clinia.readme.io/docs/humanname
 */
export interface HumanName extends OpenType {
  /** `usual`, `official`, `temp`, `nickname`, `anonymous`, `old` or `maiden`. */
  use?: string | null;
  /** The whole name. */
  text?: string | null;
  family?: string | null;
  given?: string[] | null;
  prefix?: string[] | null;
  suffix?: string[] | null;
  period?: Period | null;
}

/**
 * A postal or physical address.
 *
 * @see https://clinia.readme.io/docs/address
 */
export interface Address extends OpenType {
  /** `home`, `work`, `temp`, `old` or `billing`. */
  use?: string | null;
  /** `postal`, `physical` or `both`. */
  type?: string | null;
  /** The whole address. */
  text?: string | null;
  /** The lines, in the order of the label. */
  line?: string[] | null;
  city?: string | null;
  district?: string | null;
  state?: string | null;
  postalCode?: string | null;
  country?: string | null;
  period?: Period | null;
}

/**
 * A phone number, an e-mail address or similar.
 *
 * @see https://clinia.readme.io/docs/contactpoint
 */
export interface ContactPoint extends OpenType {
  /** `phone`, `fax`, `email`, `pager`, `url`, `sms` or `other`. */
  system?: string | null;
  value?: string | null;
  /** `home`, `work`, `temp`, `old` or `mobile`. */
  use?: string | null;
  /** The order of preference: 1 is the highest. */
  rank?: number | null;
  period?: Period | null;
}

/**
 * An identifier of a person or thing in another system.
 *
 * @see https://docs.clinia.com/docs/identifier
 */
export interface Identifier extends OpenType {
  /** The system that issued it, as a URI. */
  system?: string | null;
  value?: string | null;
  use?: string | null;
  period?: Period | null;
}

/**
 * A file at another address.
 *
 * @see https://clinia.readme.io/docs/attachment
 */
export interface Attachment extends OpenType {
  title?: string | null;
  /** The media type. */
  contentType?: string | null;
  url?: string | null;
  language?: string | null;
  /** The size, in bytes. */
  size?: number | null;
  creation?: PartialDateTime | null;
}

/**
 * A code of a coding system.
 *
 * @see https://clinia.readme.io/docs/coding
 */
export interface Coding extends OpenType {
  /** The coding system, as a URI. */
  system?: string | null;
  version?: string | null;
  code?: string | null;
  /** The code in words. */
  display?: string | null;
}

/**
 * A position on the earth.
 *
 * @see https://docs.clinia.com/guides/journeys/provider-search
 */
export interface Geopoint extends OpenType {
  /** From -180 to 180 degrees. */
  longitude: number;
  /** From -90 to 90 degrees. */
  latitude: number;
}

/** A reference to another resource. No page shows its JSON, so every JSON value passes the checks. */
export type Reference = string | { type: string; id: string } | Record<string, unknown>;

/** A resource within another. `Type` is the key of its profile, `D` the type of its `data`, and `C` that of its `contained`. */
export interface Contained<Type extends string, D, C = Record<string, never>> {
  /** The id; optional in a request, and some responses lack it. */
  id?: string;
  type: Type;
  data: D;
  contained?: C;
}
