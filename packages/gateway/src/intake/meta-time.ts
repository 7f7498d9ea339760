import { believeMetaTime } from '@parley/core/consent';

/** Meta's time of something that a person did; one that lies in the future counts as now, or a window stayed open for ever. */
export function believedTime(at: Date, now: Date): Date {
  return believeMetaTime(at, now).at;
}
