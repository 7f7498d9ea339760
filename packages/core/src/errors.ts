/** Every code a thrown Parley error can carry; decisions have their own codes and are never thrown. */
export type ParleyErrorCode =
  | 'SETTINGS_INVALID'
  | 'SIGNATURE_INVALID'
  | 'PAYLOAD_INVALID'
  | 'PHONE_NUMBER_INVALID'
  | 'CONTENT_NOT_SENDABLE'
  | 'GATEWAY_PROBLEM'
  | 'GATEWAY_UNREACHABLE'
  | 'GATEWAY_ANSWER_INVALID'
  | 'GRAPH_UNREACHABLE'
  | 'STORE_FAILED'
  | 'SECRET_KEY_MISMATCH'
  | 'SALESFORCE_FAILED'
  | 'SLACK_FAILED';

/** The one base of all thrown errors: a stable code, a message that says what to do next, and the cause. */
export class ParleyError extends Error {
  readonly code: ParleyErrorCode;

  constructor(code: ParleyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ParleyError';
    this.code = code;
  }
}
