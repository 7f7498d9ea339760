import type { TemplateContent } from '@parley/core/message';
import { invalidField } from '../http/api-problem.ts';
import { DAY_MS } from '../time-units.ts';
import type { IfWindowClosed } from './plan-send.ts';

/** Whoever plans further ahead than a year has mistyped the year. */
const SCHEDULE_LIMIT_MS = 366 * DAY_MS;

/** "Now" by the caller's clock may be a little in our past; what is older is a mistake, not a plan. */
const CLOCK_TOLERANCE_MS = 60_000;

/** A held answer is given up after a week, when nobody waits for it any more. */
const HOLD_DEFAULT_MS = 7 * DAY_MS;

/** Meta keeps undelivered messages for 30 days; an answer that old answers nothing. */
const HOLD_LIMIT_MS = 30 * DAY_MS;

/** Reads `sendAt`; undefined for at once. */
export function readSendAt(sendAt: string | undefined, now: Date): Date | undefined {
  if (sendAt === undefined) return undefined;
  const at = new Date(sendAt);
  const ahead = at.getTime() - now.getTime();
  if (ahead < -CLOCK_TOLERANCE_MS)
    throw invalidField('sendAt', {
      en: 'is in the past; leave it out to send at once',
      de: 'liegt in der Vergangenheit; lassen Sie es weg, um sofort zu senden',
    });
  if (ahead > SCHEDULE_LIMIT_MS)
    throw invalidField('sendAt', {
      en: 'is more than a year ahead',
      de: 'liegt mehr als ein Jahr in der Zukunft',
    });
  return ahead <= 0 ? undefined : at;
}

/** Reads `ifWindowClosed`; a hold gets its end, counted from the moment at which the message is to go. */
export function readIfClosed(
  given:
    | { readonly then: 'reject' }
    | { readonly then: 'template'; readonly template: TemplateContent }
    | { readonly then: 'hold'; readonly until?: string | undefined }
    | undefined,
  goesAt: Date,
): IfWindowClosed {
  if (given === undefined || given.then === 'reject') return { then: 'reject' };
  if (given.then === 'template') return { then: 'template', template: given.template };
  const until =
    given.until === undefined ? new Date(goesAt.getTime() + HOLD_DEFAULT_MS) : new Date(given.until);
  const held = until.getTime() - goesAt.getTime();
  if (held <= 0)
    throw invalidField('ifWindowClosed.until', {
      en: 'must be later than the moment of sending',
      de: 'muss nach dem Zeitpunkt des Sendens liegen',
    });
  if (held > HOLD_LIMIT_MS)
    throw invalidField('ifWindowClosed.until', {
      en: 'is more than 30 days after the moment of sending',
      de: 'liegt mehr als 30 Tage nach dem Zeitpunkt des Sendens',
    });
  return { then: 'hold', until };
}
