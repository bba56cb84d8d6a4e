/**
 * How the codes begin by which Node.js and Bun say that they do not trust the certificate of a host: they verify it before they
 * send anything. Those of TLS itself (`ERR_SSL_…`) can come in the middle of a connection.
 *
 * @see https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const codes = /^(CERT|DEPTH|SELF|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|ERR_TLS_CERT)_/;

/** Whether a connection was not made because of the host's certificate, which another attempt does not change. */
export function isUntrusted(cause: unknown): boolean {
  return codes.test(String((cause as { code?: unknown } | undefined)?.code));
}
