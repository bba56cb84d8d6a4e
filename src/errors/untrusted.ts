/**
 * How the codes begin by which Node.js and Bun say that they do not trust the certificate of a host: they verify it before they
 * send anything. Those of TLS itself (`ERR_SSL_…`) can come in the middle of a connection.
 *
 * @see https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const codes = /^(CERT|DEPTH|SELF|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|ERR_TLS_CERT)_/;

/** Whether a code says so. */
export function isUntrustedCode(code: unknown): boolean {
  return typeof code === "string" && codes.test(code);
}

/** Whether a connection was not made because of the host's certificate, which another attempt does not change. */
export function isUntrusted(cause: unknown): boolean {
  return isUntrustedCode((cause as { code?: unknown } | undefined)?.code);
}
