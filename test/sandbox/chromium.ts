import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PATH = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Whether this machine has a browser; in CI it must have one, elsewhere the tests of the page are left out. */
export function hasChromium(): boolean {
  if (existsSync(PATH)) return true;
  const hint = `No Chromium at ${PATH}: the test of the phone page is left out. Install Chromium or set CHROMIUM to its path.`;
  if (process.env.CI) throw new Error(hint);
  process.stdout.write(`${hint}\n`);
  return false;
}

/** A browser without a window that asks nothing of the internet by itself. */
export const openChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: PATH,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
