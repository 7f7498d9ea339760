import type { WebhookEvent } from './events.ts';

/**
 * What a webhook says, in order. Never throws: an unknown field or type becomes `other` or `unsupported` content,
 * a known field of a wrong type makes only its own item `unreadable`.
 */
export function translateWebhook(_payload: unknown): WebhookEvent[] {
  return [];
}
