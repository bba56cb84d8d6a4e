import { generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** The key and certificate of a server on loopback, and the CA for its clients, as PEM. */
export interface PrivateCa {
  readonly ca: string;
  readonly caKey: string;
  readonly cert: string;
  readonly key: string;
}

interface Subject {
  readonly name: string;
  readonly publicKey: KeyObject;
}

/**
 * Creates a private certificate authority, and a certificate of it for 127.0.0.1 (X.509, RFC 5280). The certificate
 * is valid between two years, relative to the current one.
 */
export function createPrivateCa(years: readonly [number, number] = [-1, 1]): PrivateCa {
  const authority = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const server = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = { name: "A made-up CA", publicKey: authority.publicKey };
  const isAuthority = extension("551d13", sequence(der(0x01, Buffer.from([0xff]))));
  const isLoopback = extension("551d11", sequence(der(0x87, Buffer.from([127, 0, 0, 1]))));
  const by = { name: issuer.name, privateKey: authority.privateKey };
  return {
    ca: certificate(issuer, by, isAuthority, [-1, 1]),
    caKey: pem(authority.privateKey),
    cert: certificate({ name: "127.0.0.1", publicKey: server.publicKey }, by, isLoopback, years),
    key: pem(server.privateKey),
  };
}

function pem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

function certificate(
  subject: Subject,
  issuer: { readonly name: string; readonly privateKey: KeyObject },
  itsExtension: Buffer,
  [from, to]: readonly [number, number],
): string {
  const year = new Date().getUTCFullYear();
  const contents = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), // version 3
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    distinguishedName(issuer.name),
    sequence(time(year + from), time(year + to)),
    distinguishedName(subject.name),
    subject.publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(itsExtension)),
  );
  const signature = bitString(sign("sha256", contents, issuer.privateKey));
  const base64 = sequence(contents, ecdsaWithSha256, signature).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}/g, "$&\n").trimEnd()}\n-----END CERTIFICATE-----\n`;
}

const ecdsaWithSha256 = sequence(objectId("2a8648ce3d040302"));

function distinguishedName(commonName: string): Buffer {
  return sequence(der(0x31, sequence(objectId("550403"), der(0x0c, Buffer.from(commonName)))));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(objectId(id), der(0x04, value));
}

function time(year: number): Buffer {
  return der(0x18, Buffer.from(`${year}0101000000Z`));
}

function bitString(bytes: Buffer): Buffer {
  return der(0x03, Buffer.concat([Buffer.from([0]), bytes]));
}

/** `hex` is the encoded id. */
function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** A tag, a length and a value: the distinguished encoding (DER) of ASN.1. */
function der(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const long = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...(length < 0x80 ? [length] : long)]), value]);
}
