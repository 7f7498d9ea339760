/** Waits; ends early, with a rejection, when the bridge stops. */
export type Sleep = (ms: number) => Promise<void>;

/** How many calls a minute, and how many of them at once after a rest. */
export type Pace = { readonly perMinute: number; readonly burst: number };

export type PaceName = 'post' | 'edit' | 'react' | 'read' | 'none';

/**
 * Slack's limits: one post a second and channel with short bursts; chat.update, reactions and reading are tier 3
 * (50 a minute and more). https://docs.slack.dev/apis/web-api/rate-limits
 */
export const SLACK_PACE: Readonly<Record<PaceName, Pace>> = {
  post: { perMinute: 60, burst: 10 },
  edit: { perMinute: 50, burst: 20 },
  react: { perMinute: 50, burst: 20 },
  read: { perMinute: 50, burst: 20 },
  none: { perMinute: Number.POSITIVE_INFINITY, burst: 1 },
};

/** A token bucket per kind of call and channel, so that one channel's 429 holds up no other. */
export class Pacer {
  readonly #paces: Readonly<Record<PaceName, Pace>>;
  readonly #now: () => number;
  readonly #sleep: Sleep;
  /** The moment from which the bucket is full again; each call moves it on. */
  readonly #fullAt = new Map<string, number>();
  readonly #pausedUntil = new Map<string, number>();

  constructor(paces: Readonly<Record<PaceName, Pace>>, now: () => number, sleep: Sleep) {
    this.#paces = paces;
    this.#now = now;
    this.#sleep = sleep;
  }

  /** Takes a turn; resolves when the call may go. */
  async turn(name: PaceName, channel: string): Promise<void> {
    const key = `${name} ${channel}`;
    const { perMinute, burst } = this.#paces[name];
    const eachMs = 60_000 / perMinute;
    const now = this.#now();
    const fullAt = Math.max(this.#fullAt.get(key) ?? 0, now) + eachMs;
    this.#fullAt.set(key, fullAt);
    const waitMs = Math.max(fullAt - burst * eachMs, this.#pausedUntil.get(key) ?? 0) - now;
    if (waitMs > 0) await this.#sleep(waitMs);
  }

  /** Slack said 429: nothing of this kind goes to this channel until then. */
  pause(name: PaceName, channel: string, ms: number): void {
    this.#pausedUntil.set(`${name} ${channel}`, this.#now() + ms);
  }
}
