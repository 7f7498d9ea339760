import { Agent, request } from 'undici';
import type { Sandbox } from '../sandbox.ts';
import { Alarm } from '../state/alarm.ts';
import { Lane, type Waiting } from './lane.ts';
import { KEPT_MS, waitAfter } from './schedule.ts';
import { signWebhook } from './signature.ts';

/** Deliveries under way at once; Meta opens many connections too, but this machine runs the receiver as well. */
const IN_FLIGHT_MAX = 64;

/** How long a receiver may take to answer. */
const ANSWER_TIMEOUT_MS = 10_000;

/** Attempts kept per webhook; a week of tries would be twenty thousand. */
const ATTEMPTS_KEPT = 50;

/** Finished webhooks kept for `GET /sandbox/deliveries`, and how often the older ones are cleared away. */
const FINISHED_KEPT = 5_000;
const CLEAR_EVERY = 500;

/** Failures that say that nobody listens there: the order is kept until somebody does. */
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);

/** One try to deliver a webhook. */
export type Attempt = { at: string; status: number | null; error: string | null; ms: number };

type WebhookRow = { url: string; body: string; attempts: string; created_ms: number };
type WaitingRow = { id: number; lane: string; held: string | null; due_ms: number; attempts: string };

/** Sends what is in the queue, signed, until it is answered 200 or seven days have passed. */
export class Delivery {
  readonly #sandbox: Sandbox;
  readonly #lanes = new Map<string, Lane>();
  readonly #backlog = new Set<string>();
  readonly #alarm = new Alarm(() => this.#pump(this.#lanes.keys()));
  readonly #agent = new Agent({ headersTimeout: ANSWER_TIMEOUT_MS, bodyTimeout: ANSWER_TIMEOUT_MS });
  readonly #stop = new AbortController();
  #lastSeen = 0;
  #inFlight = 0;
  #finished = 0;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** Takes up what a commit added to the queue. */
  wake(): void {
    if (this.#stop.signal.aborted) return;
    const rows = this.#sandbox.db.all<WaitingRow>(
      "SELECT id, lane, held, due_ms, attempts FROM webhooks WHERE state = 'waiting' AND id > ? ORDER BY id",
      this.#lastSeen,
    );
    const touched = new Set<string>();
    for (const row of rows) {
      this.#lastSeen = row.id;
      const lane = this.#lanes.get(row.lane) ?? new Lane();
      this.#lanes.set(row.lane, lane);
      const failures = (JSON.parse(row.attempts) as Attempt[]).length;
      lane.add({
        id: row.id,
        dueMs: row.due_ms,
        failures,
        holds: row.held === null,
        overtakable: row.held === 'reorder',
        inFlight: false,
      });
      touched.add(row.lane);
    }
    this.#pump(touched);
  }

  /** Forgets everything that waits; the rows are gone already. */
  reset(): void {
    this.#lanes.clear();
    this.#backlog.clear();
  }

  async close(): Promise<void> {
    this.#alarm.stop();
    this.#stop.abort();
    await this.#agent.destroy();
  }

  #pump(names: Iterable<string>): void {
    const nowMs = this.#sandbox.now();
    for (const name of [...names]) {
      const lane = this.#lanes.get(name);
      if (!lane) continue;
      const { ready, nextMs } = lane.due(nowMs);
      if (nextMs < Number.POSITIVE_INFINITY) this.#alarm.set(nextMs);
      for (const one of ready) {
        if (this.#inFlight >= IN_FLIGHT_MAX) {
          this.#backlog.add(name);
          break;
        }
        one.inFlight = true;
        this.#inFlight++;
        void this.#deliver(name, lane, one);
      }
    }
  }

  /** Lanes that were ready while too much was under way, as far as there is room again. */
  #pumpBacklog(): void {
    for (const name of this.#backlog) {
      if (this.#inFlight >= IN_FLIGHT_MAX) return;
      this.#backlog.delete(name);
      this.#pump([name]);
    }
  }

  async #deliver(name: string, lane: Lane, one: Waiting): Promise<void> {
    const { db, now, changes } = this.#sandbox;
    try {
      const row = db.get<WebhookRow>(
        'SELECT url, body, attempts, created_ms FROM webhooks WHERE id = ?',
        one.id,
      );
      const attempt = row && (await this.#post(row.url, row.body));
      if (this.#stop.signal.aborted) return;
      const nowMs = now();
      if (!row || !attempt) lane.remove(one.id, nowMs);
      else if (attempt.status === 200) {
        lane.remove(one.id, nowMs);
        await this.#record(one, row, attempt, 'delivered');
      } else if (nowMs - row.created_ms > KEPT_MS) {
        lane.remove(one.id, nowMs);
        await this.#record(one, row, attempt, 'expired');
      } else {
        one.failures++;
        one.dueMs = nowMs + waitAfter(one.failures);
        one.holds &&= attempt.error !== null && UNREACHABLE.has(attempt.error);
        await this.#record(one, row, attempt, 'waiting');
      }
      changes.tell({ kind: 'delivery' });
    } catch (error) {
      console.error('The sandbox could not keep what became of a webhook; it sends it again:', error);
      one.dueMs = now() + waitAfter(1);
    } finally {
      one.inFlight = false;
      this.#inFlight--;
      if (lane.isEmpty && this.#lanes.get(name) === lane) this.#lanes.delete(name);
      if (!this.#stop.signal.aborted) {
        this.#pump([name]);
        this.#pumpBacklog();
      }
    }
  }

  async #post(url: string, body: string): Promise<Attempt> {
    const { now, account } = this.#sandbox;
    const startMs = now();
    const attempt = (status: number | null, error: string | null): Attempt => ({
      at: new Date(startMs).toISOString(),
      status,
      error,
      ms: now() - startMs,
    });
    try {
      const answer = await request(url, {
        method: 'POST',
        body,
        dispatcher: this.#agent,
        signal: this.#stop.signal,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature-256': signWebhook(account.appSecret, body),
        },
      });
      await answer.body.dump();
      return attempt(answer.statusCode, null);
    } catch (error) {
      const { code, message } = error as Error & { code?: string };
      return attempt(null, code ?? message);
    }
  }

  async #record(one: Waiting, row: WebhookRow, attempt: Attempt, state: string): Promise<void> {
    const { db } = this.#sandbox;
    const attempts = [...(JSON.parse(row.attempts) as Attempt[]), attempt].slice(-ATTEMPTS_KEPT);
    await db.write(() => {
      db.run(
        'UPDATE webhooks SET state = ?, due_ms = ?, attempts = ?, held = NULL WHERE id = ?',
        state,
        one.dueMs,
        JSON.stringify(attempts),
        one.id,
      );
      this.#finished += state === 'waiting' ? 0 : 1;
      if (this.#finished < CLEAR_EVERY) return;
      this.#finished = 0;
      db.run(
        "DELETE FROM webhooks WHERE state <> 'waiting' AND id <= (SELECT max(id) FROM webhooks) - ?",
        FINISHED_KEPT,
      );
    });
  }
}
