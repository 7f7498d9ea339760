import { spawn } from 'node:child_process';
import type { Adapter } from './programs.ts';

/** Reading a few variables; whoever needs longer is stuck, and the adapter itself will tell. */
const CHECK_WITHIN_MS = 10_000;

/** The supervisor itself gives these to every adapter; here they only have to be of the right form. */
const given = { PARLEY_URL: 'http://127.0.0.1:8080', PARLEY_API_KEY: 'made-by-the-supervisor-0123456789' };

/**
 * What is wrong with an adapter's settings, in its own words; undefined when nothing is. The adapter's package reads
 * them in a process of its own: nothing here imports an adapter.
 */
export function checkAdapterSettings(adapter: Adapter): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...process.execArgv, adapter.checkFile], {
      env: { ...adapter.env, ...given },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: CHECK_WITHIN_MS,
    });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words += text;
    });
    // One that cannot be run at all is told when the adapter is started.
    child.once('error', () => resolve(undefined));
    child.once('close', (code) => resolve(code === 1 ? words.trim() : undefined));
  });
}
