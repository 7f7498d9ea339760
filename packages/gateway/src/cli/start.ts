import { environment } from '../settings/environment.ts';
import { StartFailed } from '../supervisor/keep-running.ts';
import { followParent } from '../supervisor/leash.ts';
import { type Supervisor, supervise } from '../supervisor/supervise.ts';

/** npm and the terminal both pass Ctrl+C on; a second one counts as impatience only after this. */
const IMPATIENCE_MS = 1500;

let supervisor: Supervisor | undefined;
let endingSince: number | undefined;

async function end(): Promise<void> {
  if (endingSince !== undefined) {
    // The children are on a leash: they end with us, only less orderly.
    if (performance.now() - endingSince > IMPATIENCE_MS) process.exit(1);
    return;
  }
  endingSince = performance.now();
  // In the middle of a start the leash ends the children.
  if (supervisor) await supervisor.stop();
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
followParent();

try {
  supervisor = await supervise(environment(process.env, process.cwd()), { say: (line) => console.log(line) });
} catch (error) {
  console.error(error instanceof StartFailed ? error.message : error);
  process.exit(1);
}
