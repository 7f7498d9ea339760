import type { Problem } from '@parley/core/gateway-api';

/** What Meta, or whoever pretends to be, is answered; a problem is sent as `application/problem+json`. */
export type WebhookAnswer =
  | { readonly status: 200; readonly body: Readonly<Record<string, never>> }
  | {
      readonly status: 400 | 401 | 413 | 503;
      readonly body: Problem;
      readonly retryAfterSeconds?: number;
    };

/** A refused webhook; nothing of it was stored. */
export function refused(
  status: 400 | 401 | 413 | 503,
  code: string,
  title: string,
  detail: string,
  remedy: string,
): WebhookAnswer {
  return { status, body: { type: 'about:blank', code, title, status, detail, remedy } };
}
