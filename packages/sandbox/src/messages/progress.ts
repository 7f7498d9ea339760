import { checkLink } from '../media/link.ts';
import type { Sandbox } from '../sandbox.ts';
import { Alarm } from '../state/alarm.ts';
import type { Database } from '../state/database.ts';
import { findMessage, type Message, type MessageError, unreadOf } from './message.ts';
import { reportStatus } from './status-webhook.ts';

/** When the statuses follow: soon enough for a person and a test, late enough that the send was answered. */
const SENT_AFTER_MS = 50;
const DELIVERED_AFTER_MS = 150;

/** Steps done in one write. */
const STEPS_AT_ONCE = 500;

type Step = 'sent' | 'delivered' | 'failed' | 'fetch';
type StepRow = { id: number; wamid: string; step: Step };

const plan = (db: Database, wamid: string, step: Step, dueMs: number): void => {
  db.run('INSERT INTO steps (wamid, step, due_ms) VALUES (?, ?, ?)', wamid, step, dueMs);
};

/** Writes down what will become of an accepted message; part of the write that accepts it. */
export function planProgress(db: Database, message: Omit<Message, 'seq'>, nowMs: number): void {
  const { wamid, delivery, type } = message;
  if (delivery?.failure) plan(db, wamid, 'failed', nowMs + SENT_AFTER_MS);
  else if (delivery?.links) plan(db, wamid, 'fetch', nowMs + SENT_AFTER_MS);
  else planDelivery(db, wamid, type, nowMs);
}

function planDelivery(db: Database, wamid: string, type: string, nowMs: number): void {
  plan(db, wamid, 'sent', nowMs + SENT_AFTER_MS);
  // WhatsApp reports of a reaction only that it was sent.
  if (type !== 'reaction') plan(db, wamid, 'delivered', nowMs + DELIVERED_AFTER_MS);
}

/** The customer opens the chat: what is still on its way arrives first, then everything is read. */
export function readAll(sandbox: Sandbox, phone: string): string[] {
  const read: string[] = [];
  for (const message of unreadOf(sandbox.db, phone)) {
    if (message.delivery?.failure || message.type === 'reaction') continue;
    if (sandbox.db.get("SELECT 1 FROM steps WHERE wamid = ? AND step = 'fetch'", message.wamid)) continue;
    sandbox.db.run('DELETE FROM steps WHERE wamid = ?', message.wamid);
    if (message.status === 'accepted') reportStatus(sandbox, message, 'sent');
    if (message.status !== 'delivered') reportStatus(sandbox, message, 'delivered');
    reportStatus(sandbox, message, 'read');
    read.push(message.wamid);
  }
  return read;
}

/** Does the planned steps when their time comes, also those that a restart left over. */
export class Progress {
  readonly #sandbox: Sandbox;
  readonly #alarm = new Alarm(() => this.#run(this.#doDue()));
  readonly #fetching = new Set<number>();
  #closed = false;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** Looks at what a commit planned. */
  wake(): void {
    const next = this.#sandbox.db.get<{ due: number }>(
      'SELECT due_ms AS due FROM steps WHERE id NOT IN (SELECT value FROM json_each(?)) ORDER BY due_ms LIMIT 1',
      JSON.stringify([...this.#fetching]),
    );
    if (!this.#closed && next) this.#alarm.set(next.due);
  }

  close(): void {
    this.#closed = true;
    this.#alarm.stop();
  }

  /** What could not be written now is looked at again after the next commit. */
  #run(work: Promise<void>): void {
    work.catch((error) => console.error('The sandbox could not move a message on:', error));
  }

  async #doDue(): Promise<void> {
    const { db, now } = this.#sandbox;
    if (this.#closed) return;
    const due = db
      .all<StepRow>(
        'SELECT id, wamid, step FROM steps WHERE due_ms <= ? ORDER BY due_ms, id LIMIT ?',
        now(),
        STEPS_AT_ONCE,
      )
      .filter(({ id }) => !this.#fetching.has(id));
    for (const row of due.filter(({ step }) => step === 'fetch')) this.#run(this.#fetch(row));
    await db.write(() => {
      for (const row of due) if (row.step !== 'fetch') this.#finish(row);
    });
  }

  #finish(row: StepRow): void {
    const { db } = this.#sandbox;
    db.run('DELETE FROM steps WHERE id = ?', row.id);
    const message = findMessage(db, row.wamid);
    if (!message || row.step === 'fetch') return;
    reportStatus(
      this.#sandbox,
      message,
      row.step,
      row.step === 'failed' ? message.delivery?.failure : undefined,
    );
  }

  /** Meta fetches a linked file only after it has accepted the message. */
  async #fetch(row: StepRow): Promise<void> {
    const { db, now } = this.#sandbox;
    this.#fetching.add(row.id);
    const message = findMessage(db, row.wamid);
    let failure: MessageError | undefined;
    for (const { kind, url } of message?.delivery?.links ?? []) failure ??= await checkLink(kind, url);
    if (this.#closed) return;
    await db.write(() => {
      db.run('DELETE FROM steps WHERE id = ?', row.id);
      this.#fetching.delete(row.id);
      if (message && failure) reportStatus(this.#sandbox, message, 'failed', failure);
      else if (message) planDelivery(db, row.wamid, message.type, now());
    });
  }
}
