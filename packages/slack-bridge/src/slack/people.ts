import type { Place } from '../place.ts';
import type { SlackCalls } from './slack-calls.ts';

/** A member of a workspace, as far as the bridge asks. */
export type SlackPerson = {
  readonly name: string;
  /** A full member of this workspace: no bot, no guest, nobody from a connected one. */
  readonly isStaff: boolean;
};

// People change their names rarely; an hour keeps users.info far below its limit.
const KEPT_MS = 60 * 60 * 1000;

type UserAnswer = {
  user?: {
    team_id?: string;
    deleted?: boolean;
    is_bot?: boolean;
    is_restricted?: boolean;
    is_ultra_restricted?: boolean;
    is_stranger?: boolean;
    name?: string;
    real_name?: string;
    profile?: { real_name?: string; display_name?: string };
  };
};

/** The people who write and press, by their Slack id. */
export class People {
  readonly #calls: SlackCalls;
  readonly #place: Place;
  readonly #now: () => number;
  readonly #known = new Map<string, { person: SlackPerson; until: number }>();

  constructor(calls: SlackCalls, place: Place, now: () => number) {
    this.#calls = calls;
    this.#place = place;
    this.#now = now;
  }

  /** Who it is, as Slack said within the last hour. */
  async find(userId: string): Promise<SlackPerson> {
    const known = this.#known.get(userId);
    if (known && known.until > this.#now()) return known.person;
    const answer = await this.#calls.call(
      'users.info',
      { user: userId },
      { pace: 'read', patience: 'untilClear' },
    );
    const user = (answer as UserAnswer).user ?? {};
    const person = {
      name: user.profile?.real_name || user.real_name || user.profile?.display_name || user.name || userId,
      isStaff:
        user.is_bot !== true &&
        user.deleted !== true &&
        user.is_restricted !== true &&
        user.is_ultra_restricted !== true &&
        user.is_stranger !== true &&
        (user.team_id === undefined || user.team_id === this.#place.teamId) &&
        userId !== 'USLACKBOT',
    };
    this.#known.set(userId, { person, until: this.#now() + KEPT_MS });
    return person;
  }
}
