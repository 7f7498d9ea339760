import { randomBytes } from 'node:crypto';
import type { ShapeFault } from '../shape/shape.ts';
import { graphErrorOf } from './error-codes.ts';

/** What Meta puts beside the code where it has more to say. */
export type GraphErrorMore = {
  details?: string;
  subcode?: number;
  userTitle?: string;
  userMessage?: string;
  type?: 'OAuthException' | 'GraphMethodException';
  /** Replaces the table's title. */
  title?: string;
  /** Replaces the table's HTTP status. */
  status?: number;
};

/** An answer of the Graph surface that is an error; thrown by a route, written by the error handler. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly code: number;
  readonly more: GraphErrorMore;

  constructor(code: number, more: GraphErrorMore = {}) {
    super(`(#${code}) ${more.title ?? graphErrorOf(code).title}`);
    this.code = code;
    this.more = more;
  }

  get status(): number {
    return this.more.status ?? graphErrorOf(this.code).status;
  }

  /** The body in Meta's form. */
  toBody(): { error: Record<string, unknown> } {
    const { details, subcode, userTitle, userMessage, type = 'OAuthException' } = this.more;
    return {
      error: {
        message: this.message,
        type,
        code: this.code,
        ...(details !== undefined && { error_data: { messaging_product: 'whatsapp', details } }),
        ...(subcode !== undefined && { error_subcode: subcode }),
        ...(userTitle !== undefined && {
          is_transient: false,
          error_user_title: userTitle,
          error_user_msg: userMessage,
        }),
        fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
      },
    };
  }
}

/** A missing parameter is 131008, a misspelt one or a wrong type 100, a value outside its limits 131009. */
const CODE_OF_FAULT = { missing: 131008, unknown: 100, type: 100, value: 131009 } as const;

/** The error for the first fault of a body; Meta names one at a time. */
export const graphErrorForFault = ({ kind, message }: ShapeFault): GraphError =>
  new GraphError(CODE_OF_FAULT[kind], { details: message });

/** Meta's answer for an object that is not there, or not the caller's. */
export const unknownObject = (id: string, method: string): GraphError =>
  new GraphError(100, {
    type: 'GraphMethodException',
    subcode: 33,
    title: `Unsupported ${method.toLowerCase()} request. Object with ID '${id.slice(0, 60)}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
  });

/** The `errors[]` item of a failed status; title and message are equal. */
export function statusErrorOf(code: number, details: string) {
  const { title } = graphErrorOf(code);
  return {
    code,
    title,
    message: title,
    error_data: { details },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}
