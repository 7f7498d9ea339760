import type { ConsentEvent } from './event.ts';
import { believeMetaTime } from './meta-time.ts';
import { isOpposition, oppositionOf } from './opposition.ts';

/**
 * Clocks differ from Meta's by up to this much: a grant must be later than a withdrawal by more, and an answer may seem
 * older than its question by this.
 */
export const CLOCK_DOUBT_MS = 60_000;

/** A later one wins only beyond doubt: two of Meta's times compare exactly, across clocks a minute is needed. */
export function isLater(event: ConsentEvent, than: ConsentEvent): boolean {
  // A hold is lifted by somebody who has it before their eyes: there is no doubt which came first.
  const isDoubtful = isOpposition(than) && oppositionOf(than) !== 'on_hold';
  const doubt = isDoubtful && !(isOfMetasClock(event) && isOfMetasClock(than)) ? CLOCK_DOUBT_MS : 0;
  return timeOf(event) > timeOf(than) + doubt;
}

/**
 * The moment at which an entry counts. A grant cannot be dated after it was recorded; a withdrawal counts from the moment
 * the person acted or, when that was told late, from its recording: a back-dated grant never beats a withdrawal recorded
 * after it.
 */
export function timeOf(event: ConsentEvent): number {
  if (event.metaTime) return believeMetaTime(event.occurredAt, event.recordedAt).at.getTime();
  const occurred = event.occurredAt.getTime();
  const recorded = event.recordedAt.getTime();
  return isOpposition(event) ? occurred : Math.min(occurred, recorded);
}

function isOfMetasClock({ metaTime, occurredAt, recordedAt }: ConsentEvent): boolean {
  return metaTime && believeMetaTime(occurredAt, recordedAt).isMetas;
}

/** The entry that counts last. */
export function latest(events: readonly ConsentEvent[]): ConsentEvent | undefined {
  let last: ConsentEvent | undefined;
  for (const event of events) {
    if (!last || timeOf(event) > timeOf(last) || (timeOf(event) === timeOf(last) && event.id > last.id))
      last = event;
  }
  return last;
}
