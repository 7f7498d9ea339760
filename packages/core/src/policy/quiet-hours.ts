/** When the business does not want to disturb: from and to are `HH:MM` in its time zone, over midnight too. */
export type QuietHours = {
  readonly from: string;
  readonly to: string;
  /** Notifications wait as well; advertising always does. */
  readonly utility: boolean;
};

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/**
 * The end of the quiet hours that `now` lies in, by the clock on the wall of that time zone; undefined outside of them.
 * On the days on which the clock is changed the end is the first minute that is not quiet, whether the wall shows `to`
 * twice or never.
 */
export function quietUntil(quiet: QuietHours, timeZone: string, now: Date): Date | undefined {
  const from = minutesOf(quiet.from);
  const to = minutesOf(quiet.to);
  if (from === to) return undefined;
  const minuteAt = (at: number) => minuteOfDay(at, timeZone);
  const isQuiet = (at: number) => {
    const minute = minuteAt(at);
    return from < to ? minute >= from && minute < to : minute >= from || minute < to;
  };
  const start = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  if (!isQuiet(start)) return undefined;
  let quietAt = start;
  let loudAt = start;
  while (isQuiet(loudAt)) {
    quietAt = loudAt;
    loudAt += ((to - minuteAt(loudAt) + DAY_MINUTES) % DAY_MINUTES) * MINUTE_MS;
  }
  // The clock may have been set on in between, and the end been passed: it is looked for between the two.
  while (loudAt - quietAt > MINUTE_MS) {
    const middle = quietAt + Math.floor((loudAt - quietAt) / 2 / MINUTE_MS) * MINUTE_MS;
    if (isQuiet(middle)) quietAt = middle;
    else loudAt = middle;
  }
  return new Date(loudAt);
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

// Formatters are slow to make, and time zones are few.
const clocks = new Map<string, Intl.DateTimeFormat>();

function minuteOfDay(at: number, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    clocks.set(timeZone, clock);
  }
  return minutesOf(clock.format(at));
}
