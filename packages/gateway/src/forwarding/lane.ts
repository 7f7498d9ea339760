import type { Selectable } from 'kysely';
import type { GuardedPoster } from '../outgoing/guarded-post.ts';
import { storeProblem } from '../outgoing/problem-words.ts';
import type { Runtime } from '../runtime.ts';
import type { Tables } from '../store/index.ts';
import { forwardPauseAfter, isDown } from './pace.ts';

type ForwardRow = Selectable<Tables['forward']>;

/** Posts at a time to one address: they start in order, which is as much as Meta itself promises. */
const MAX_UNDER_WAY = 8;

/** What the world gives a lane. */
export type LaneWorld = {
  readonly runtime: Runtime;
  readonly poster: GuardedPoster;
  readonly stopping: AbortSignal;
  readonly wake: () => void;
};

/** The webhooks that wait for one address, oldest first. While it is down one of them at a time is tried. */
export class ForwardLane {
  readonly underWay = new Map<number, Promise<void>>();
  readonly #world: LaneWorld;
  readonly #url: string;
  #failures = 0;
  #restsUntil = 0;

  constructor(world: LaneWorld, url: string) {
    this.#world = world;
    this.#url = url;
  }

  /** Starts what is due; answers when there will be something to do, undefined when a webhook or an end brings it. */
  async advance(): Promise<number | undefined> {
    const { runtime } = this.#world;
    const now = runtime.now().getTime();
    if (now < this.#restsUntil) return this.#restsUntil;
    const places = (this.#failures > 0 ? 1 : MAX_UNDER_WAY) - this.underWay.size;
    if (places <= 0) return undefined;
    const rows = await runtime.store.read
      .selectFrom('forward')
      .selectAll()
      .where('url', '=', this.#url)
      .where('next_attempt_at', '<=', now)
      .orderBy('seq')
      .limit(places + this.underWay.size)
      .execute();
    const free = rows.filter(({ seq }) => !this.underWay.has(seq)).slice(0, places);
    for (const row of free) this.#start(row);
    return this.#nextMoment(now);
  }

  async #nextMoment(now: number): Promise<number | undefined> {
    const next = await this.#world.runtime.store.read
      .selectFrom('forward')
      .select((select) => select.fn.min('next_attempt_at').as('at'))
      .where('url', '=', this.#url)
      .where('next_attempt_at', '>', now)
      .executeTakeFirst();
    return next?.at == null ? undefined : Number(next.at);
  }

  #start(row: ForwardRow): void {
    const { runtime, wake } = this.#world;
    const failures = this.#failures;
    const done = this.#pass(row, failures)
      .catch((err: unknown) => {
        this.#rest(failures);
        runtime.log.error({ err }, 'a webhook could not be passed on or noted; it is passed on again');
      })
      .finally(() => {
        this.underWay.delete(row.seq);
        wake();
      });
    this.underWay.set(row.seq, done);
  }

  async #pass(row: ForwardRow, failures: number): Promise<void> {
    const { runtime, poster, stopping } = this.#world;
    const result = await poster.post({
      url: row.url,
      headers: {
        'content-type': row.content_type,
        ...(row.signature === '' ? {} : { 'x-hub-signature-256': row.signature }),
      },
      body: Buffer.from(row.payload, 'latin1'),
      signal: stopping,
    });
    if (result.ok) {
      this.#failures = 0;
      await runtime.store.write((tx) => tx.deleteFrom('forward').where('seq', '=', row.seq).execute());
      return;
    }
    // Cut off by the stop: it goes again after the next start.
    if (stopping.aborted) return;
    const attempts = row.attempts + 1;
    const down = isDown(result.status);
    if (down) this.#rest(failures);
    const now = runtime.now().getTime();
    // Of a target that is down every webhook waits with the address; one that is refused waits alone.
    const next = down ? now : now + forwardPauseAfter(attempts);
    await runtime.store.write((tx) =>
      tx
        .updateTable('forward')
        .set({ attempts, next_attempt_at: next, last_problem: storeProblem(result.problem) })
        .where('seq', '=', row.seq)
        .execute(),
    );
    runtime.log.warn(
      { attempts, problem: result.problem.en },
      'a webhook was not taken where it is passed on to',
    );
  }

  // What was under way together fails together: to count each would make a minute's pause of a moment's restart.
  #rest(failuresAtStart: number): void {
    if (failuresAtStart !== this.#failures) return;
    this.#failures += 1;
    this.#restsUntil = this.#world.runtime.now().getTime() + forwardPauseAfter(this.#failures);
  }
}
