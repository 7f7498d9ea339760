// What takes minutes: `npm run bench -- --long`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { measureWholeNumber, type WholeNumberFigures } from './whole-number.ts';

/** The figures that are taken with `--long` alone. */
export type LongFigures = { readonly wholeNumber: WholeNumberFigures };

/** Takes them, one after another, each on data of its own. */
export async function measureLong(dataDir: string, say: (line: string) => void): Promise<LongFigures> {
  say('a whole number at full speed, for a minute ...');
  const own = join(dataDir, 'whole-number');
  mkdirSync(own);
  return { wholeNumber: await measureWholeNumber(own) };
}

/** The figures in words. */
export function describeLong({ wholeNumber }: LongFigures): string {
  const { sendsPerSecond, statusesPerSecond, share, mostInASecond, lost, twice } = wholeNumber;
  return [
    `a whole number: ${sendsPerSecond}/s out and ${statusesPerSecond}/s statuses in, ${Math.round(share * 100)} % of 1,000/s;`,
    `  at most ${mostInASecond} within any second; lost ${lost}, twice ${twice}`,
  ].join('\n');
}
