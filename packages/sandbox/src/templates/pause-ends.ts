import type { Sandbox } from '../sandbox.ts';
import { Alarm } from '../state/alarm.ts';
import { forgetPause } from './pause.ts';
import { reviewTemplate } from './review-template.ts';
import { findTemplateById } from './template.ts';

/** Ends pauses when their time comes, also those that a restart left over. */
export class PauseEnds {
  readonly #sandbox: Sandbox;
  readonly #alarm = new Alarm(() => this.wake());

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** Looks at what a commit left to wait for. */
  wake(): void {
    this.endDue().catch((error) => console.error('The sandbox could not end a pause:', error));
  }

  /** Ends what is over by the sandbox's clock; what a call sees afterwards is as it is now. */
  async endDue(): Promise<void> {
    const { db, now } = this.#sandbox;
    const first = db.get<{ until: number | null }>(
      'SELECT min(until_ms) AS until FROM template_pauses',
    )?.until;
    if (first == null) return;
    const waitMs = first - now();
    // The clock may be one that a test moves: only what is left to wait is the same on both.
    if (waitMs > 0) this.#alarm.set(Date.now() + waitMs);
    else await db.write(() => this.#end());
  }

  close(): void {
    this.#alarm.stop();
  }

  #end(): void {
    const { db, now } = this.#sandbox;
    const over = db.all<{ id: string }>(
      'SELECT template_id AS id FROM template_pauses WHERE until_ms <= ? ORDER BY until_ms',
      now(),
    );
    for (const { id } of over) {
      forgetPause(db, id);
      const template = findTemplateById(db, id);
      if (template?.status === 'PAUSED') reviewTemplate(this.#sandbox, template, { decision: 'unpause' });
    }
  }
}
