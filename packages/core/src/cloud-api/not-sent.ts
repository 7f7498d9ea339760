import type { SendCause } from './send-outcome.ts';

// Certain only where the connection did not come about: name not resolved, port closed, host not reached, no TLS.
// Anything later may have reached Meta, and then a repetition could send twice.
const beforeTheFirstByte: ReadonlySet<string> = new Set(['connect', 'getaddrinfo']);

const noConnection: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  // undici's own limit for TCP and TLS together.
  'UND_ERR_CONNECT_TIMEOUT',
  // The certificate is checked before the request is written (Node, tls: X509 certificate error codes).
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_CHAIN_TOO_LONG',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  // Answers to the very first message of the handshake.
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
]);

// Node's words for a socket that closed during the handshake; the code is the same ECONNRESET as later on.
const CLOSED_IN_HANDSHAKE = 'before secure TLS connection was established';

type SystemError = {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
  readonly name?: unknown;
};

/** Whether the failure of a fetch is certain to have come before a byte was written. */
export function isCertainlyNotSent(error: unknown): boolean {
  const { code, syscall, message, cause, errors } = asError(error);
  // One attempt for each address of the host: all of them must have failed to connect.
  if (Array.isArray(errors) && errors.length > 0) return errors.every(isCertainlyNotSent);
  if (typeof code === 'string') {
    if (noConnection.has(code) || beforeTheFirstByte.has(String(syscall))) return true;
    return code === 'ECONNRESET' && String(message).includes(CLOSED_IN_HANDSHAKE);
  }
  return cause !== undefined && isCertainlyNotSent(cause);
}

/** The failure in words for an operator: the code and nothing that the request held. */
export function causeOf(error: unknown, timeoutMs: number): SendCause {
  const code = codeOf(error) ?? 'FAILED';
  if (code === 'TIMEOUT') {
    return {
      code,
      message: `No complete answer within ${timeoutMs} ms. The status will tell whether it was taken.`,
    };
  }
  return isCertainlyNotSent(error)
    ? { code, message: `No connection to the Cloud API (${code}). Check the address and the network.` }
    : {
        code,
        message: `The connection to the Cloud API broke (${code}). The status will tell whether it was taken.`,
      };
}

function codeOf(error: unknown): string | undefined {
  const { code, cause, errors, name } = asError(error);
  if (name === 'TimeoutError') return 'TIMEOUT';
  if (typeof code === 'string') return code;
  if (cause !== undefined) return codeOf(cause);
  return Array.isArray(errors) && errors.length > 0 ? codeOf(errors[0]) : undefined;
}

function asError(error: unknown): SystemError {
  return typeof error === 'object' && error !== null ? error : {};
}
