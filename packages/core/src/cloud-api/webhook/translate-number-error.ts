import { errorOf } from './errors.ts';
import type { OtherEvent } from './events.ts';
import type { NumberErrorEvent } from './number-events.ts';
import { other, type Place } from './place.ts';
import { asObject } from './reading.ts';

/** One entry of a value's `errors`: a problem of the app or the number as a whole. */
export function translateNumberError(raw: unknown, place: Place): NumberErrorEvent | OtherEvent {
  const error = errorOf(asObject(raw) ?? {});
  return error ? { kind: 'number_error', ...place.origin, error, raw } : other(raw, place);
}
