import type { ConsentEvent } from './event.ts';

/** What may stand against a purpose. */
export type Opposition = 'objected' | 'withdrawn' | 'provider_stop' | 'on_hold';

/** The stronger one decides: an objection is absolute (GDPR Art. 21(3)), a hold only a question that is still open. */
export const strongestFirst: readonly Opposition[] = ['objected', 'withdrawn', 'provider_stop', 'on_hold'];

/** How an entry stands against its purpose; undefined when it does not. */
export function oppositionOf(event: ConsentEvent): Opposition | undefined {
  if (event.action === 'object') return 'objected';
  if (event.action === 'hold') return 'on_hold';
  if (event.action !== 'withdraw') return undefined;
  return isMetas(event) ? 'provider_stop' : 'withdrawn';
}

/** Whether an entry stands against a purpose as long as nothing lifts it. */
export function isOpposition(event: ConsentEvent): boolean {
  return oppositionOf(event) !== undefined;
}

/** Said by Meta of the person: marketing turned off inside WhatsApp, or a send refused for it. */
export function isMetas(event: ConsentEvent): boolean {
  return event.method === 'meta_preference' || event.method === 'provider_error';
}
