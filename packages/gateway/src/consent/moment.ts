/** Clocks differ; an act that is further ahead than this has not happened. */
const MAX_AHEAD_MS = 5 * 60 * 1000;

/** Nobody agreed to messages of a service that did not exist (founded in 2009); an earlier moment is a mistyped one. */
const WHATSAPP_BEGAN_MS = Date.UTC(2009, 0, 1);

/** What is wrong with the moment at which a consent is said to have been given or taken back. */
export type MomentFault = 'in_the_future' | 'too_early';

/** What every fault of a moment is told as. */
export const momentFaults = {
  in_the_future: {
    en: 'is more than 5 minutes in the future; give the moment at which it happened',
    de: 'liegt mehr als 5 Minuten in der Zukunft; geben Sie an, wann es geschehen ist',
  },
  too_early: {
    en: 'is before 2009, when there was no WhatsApp; give the moment at which it happened',
    de: 'liegt vor 2009, als es WhatsApp noch nicht gab; geben Sie an, wann es geschehen ist',
  },
} as const;

/** Whether a moment can be true; undefined when it can. */
export function momentFault(at: Date, now: Date): MomentFault | undefined {
  if (at.getTime() > now.getTime() + MAX_AHEAD_MS) return 'in_the_future';
  return at.getTime() < WHATSAPP_BEGAN_MS ? 'too_early' : undefined;
}
