import { isLater } from './entry-time.ts';
import type { ConsentEvent } from './event.ts';
import { isMetas, oppositionOf } from './opposition.ts';

/** Whether something later has ended what stands against a purpose. */
export function isLifted(opposition: ConsentEvent, events: readonly ConsentEvent[]): boolean {
  return events.some((event) => isLater(event, opposition) && lifts(event, opposition, events));
}

function lifts(event: ConsentEvent, opposition: ConsentEvent, events: readonly ConsentEvent[]): boolean {
  // An import never lifts an opt-out, whatever its date says.
  if (event.method === 'import') return false;
  switch (oppositionOf(opposition)) {
    case 'objected':
      // Only a new double opt-in: both halves later than the objection.
      return (
        event.action === 'confirm' && event.proven && events.some((first) => asksAnew(first, opposition))
      );
    case 'withdrawn':
      // Only the person's own act: no note of a colleague, no call of a program, and Meta's resume only Meta's stop.
      if (event.action === 'restore') return event.proven && !isMetas(event);
      if (event.action === 'confirm' && event.proven) return true;
      return (event.action === 'grant' || event.action === 'confirm') && isOwnAct(event);
    case 'provider_stop':
      // Only the person can switch marketing on again, inside WhatsApp, and only Meta's own webhook says that they did.
      return event.action === 'restore' && event.method === 'meta_preference' && event.metaTime;
    case 'on_hold':
      return event.action === 'restore' || (event.action === 'confirm' && event.proven);
    case undefined:
      return false;
  }
}

// Consent is an act of the person (GDPR Art. 4(11)): agents, programs and imports never lift an opt-out.
const ownActs: readonly (string | undefined)[] = [
  'web_form',
  'chat_word',
  'chat_button',
  'code_link',
  'paper',
  'phone',
];

function isOwnAct(event: ConsentEvent): boolean {
  return ownActs.includes(event.method);
}

function asksAnew(event: ConsentEvent, opposition: ConsentEvent): boolean {
  return (event.action === 'request' || event.action === 'grant') && isLater(event, opposition);
}

/** What a restore lifted counts as never having been; a new grant after a withdrawal starts from nothing. */
export function isRestored(opposition: ConsentEvent, events: readonly ConsentEvent[]): boolean {
  return events.some(
    (event) => event.action === 'restore' && isLater(event, opposition) && lifts(event, opposition, events),
  );
}
