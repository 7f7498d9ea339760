import { ParleyError } from '@parley/core';

/**
 * What can be done about a failure.
 * `retry`: the same again, later · `quota`: pause until calls are free again · `session`: sign in again ·
 * `configuration`: an admin has to change something · `data`: this one row cannot be written as it is.
 */
export type FailureKind = 'retry' | 'quota' | 'session' | 'configuration' | 'data';

/** A call to Salesforce failed as a whole; the message says what an admin can do, and holds no record data. */
export class SalesforceFailure extends ParleyError {
  readonly kind: FailureKind;
  readonly errorCode: string;

  constructor(attempt: string, errorCode: string, detail: string, options?: ErrorOptions) {
    const kind = failureKind(errorCode);
    super('SALESFORCE_FAILED', `${attempt}: ${errorCode}: ${withoutPeople(detail)}${advice[kind]}`, options);
    this.name = 'SalesforceFailure';
    this.kind = kind;
    this.errorCode = errorCode;
  }
}

/** Salesforce quotes the query in some errors, and with it numbers; a wamid contains one too. */
function withoutPeople(detail: string): string {
  return detail.replace(/wamid\.[^\s']+/g, 'wamid.•••').replace(/\+?\d[\d\s]{6,}\d/g, '•••');
}

const advice: Readonly<Record<FailureKind, string>> = {
  retry: ' It is tried again.',
  quota: ' The org has no API calls left; the adapter waits.',
  session: ' Check the app, its policies and the user it runs as.',
  configuration: ' Deploy the metadata and assign the permission set WhatsApp Integration.',
  data: '',
};

const kinds: Readonly<Record<string, FailureKind>> = {
  UNABLE_TO_LOCK_ROW: 'retry',
  SERVER_UNAVAILABLE: 'retry',
  QUERY_TIMEOUT: 'retry',
  REQUEST_RUNNING_TOO_LONG: 'retry',
  UNKNOWN_EXCEPTION: 'retry',
  NETWORK: 'retry',
  REQUEST_LIMIT_EXCEEDED: 'quota',
  INVALID_SESSION_ID: 'session',
  INVALID_FIELD: 'configuration',
  INVALID_FIELD_FOR_INSERT_UPDATE: 'configuration',
  INVALID_TYPE: 'configuration',
  NOT_FOUND: 'configuration',
  MALFORMED_QUERY: 'configuration',
  MALFORMED_SEARCH: 'configuration',
  API_DISABLED_FOR_ORG: 'configuration',
};

/** The class of an error code; codes of one row that are not known are that row's own trouble. */
export function failureKind(code: string): FailureKind {
  const known = kinds[code];
  if (known) return known;
  if (/^ERROR_HTTP_(?:420|429|5\d\d)$/.test(code)) return 'retry';
  if (/^ERROR_HTTP_401$/.test(code)) return 'session';
  if (/^ERROR_HTTP_4\d\d$/.test(code)) return 'configuration';
  return 'data';
}
