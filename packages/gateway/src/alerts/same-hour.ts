import { HOUR_MS, WEEK_MS } from '../time-units.ts';

/** More weeks would compare with another season. */
const WEEKS = 4;

/** The beginning of the last full hour. */
export function lastFullHour(now: Date): Date {
  return new Date(now.getTime() - (now.getTime() % HOUR_MS) - HOUR_MS);
}

/** The same hour by the clock on the wall, one to four weeks before: shops open by that clock, also after it changes. */
export function sameHourBefore(hour: Date, timeZone: string): readonly Date[] {
  return Array.from({ length: WEEKS }, (_, index) => {
    const earlier = new Date(hour.getTime() - (index + 1) * WEEK_MS);
    const shift = offsetMs(hour, timeZone) - offsetMs(earlier, timeZone);
    const same = earlier.getTime() + shift;
    return new Date(same - (same % HOUR_MS));
  });
}

function offsetMs(moment: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(
    moment,
  );
  const text = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
