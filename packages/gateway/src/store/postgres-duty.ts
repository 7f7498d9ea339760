import type { PostgresWriter } from './postgres-writer.ts';
import type { Duty } from './store.ts';
import type { WriteQueue } from './write-queue.ts';

/** When the one on duty has died, another takes over within this time. */
const ASK_EVERY_MS = 1000;

/**
 * Keeps asking for the duty, starts its work when it is granted, and stops it when the connection that held it is lost.
 *
 * Waiting: asks every second. On duty: the work runs. Stopping: the duty is lost or given up; it is asked for again only
 * once the work has ended, so that it never runs twice in one process.
 */
export function takeTurns(writer: PostgresWriter, queue: WriteQueue, start: () => Duty): Duty {
  let work: Duty | undefined;
  let stopping: Promise<void> = Promise.resolve();
  let isOver = false;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    if (isOver || work) return;
    await stopping;
    let isTaken = false;
    await queue
      .between(async () => {
        isTaken = await writer.takeDuty();
      })
      .catch(() => {
        // Nobody can be on duty while the database is away; the next second asks again.
      });
    if (isTaken && !isOver) work = start();
  }
  const askOnce = () => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
  };
  const end = () => {
    const running = work;
    work = undefined;
    if (running) stopping = running.stop();
    return stopping;
  };

  writer.onLost(() => void end());
  const timer = setInterval(askOnce, ASK_EVERY_MS);
  askOnce();
  return {
    async stop() {
      isOver = true;
      clearInterval(timer);
      await asking;
      await end();
    },
  };
}
