import type { Sleep } from './slack/pace.ts';

/** The bridge is stopping; whoever waits ends here, and the next run takes up what is undone. */
export class Stopped extends Error {}

/** A sleep that a stop ends at once. */
export function sleepUntil(stop: AbortSignal): Sleep {
  return (ms) =>
    new Promise((resolve, reject) => {
      if (stop.aborted) return reject(new Stopped());
      const onStop = () => {
        clearTimeout(timer);
        reject(new Stopped());
      };
      const timer = setTimeout(() => {
        stop.removeEventListener('abort', onStop);
        resolve();
      }, ms);
      stop.addEventListener('abort', onStop, { once: true });
    });
}
