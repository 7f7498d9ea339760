// What takes minutes: `npm run bench -- --long`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type GrowthFigures, measureGrowth } from './growth.ts';
import { measureWholeNumber, type WholeNumberFigures } from './whole-number.ts';

/** The figures that are taken with `--long` alone. */
export type LongFigures = {
  readonly wholeNumber: WholeNumberFigures;
  readonly growth: GrowthFigures;
  /** Not measured on PostgreSQL yet. */
  readonly postgres: null;
};

/** Takes them, one after another, each on data of its own. */
export async function measureLong(dataDir: string, say: (line: string) => void): Promise<LongFigures> {
  say('a whole number at full speed, for a minute ...');
  const wholeNumber = await measureWholeNumber(folderIn(dataDir, 'whole-number'));
  say('an empty gateway and one with years of messages in turn ...');
  const growth = await measureGrowth(folderIn(dataDir, 'growth'));
  return { wholeNumber, growth, postgres: null };
}

function folderIn(dataDir: string, name: string): string {
  const folder = join(dataDir, name);
  mkdirSync(folder);
  return folder;
}

/** The figures in words. */
export function describeLong({ wholeNumber, growth }: LongFigures): string {
  const { sendsPerSecond, statusesPerSecond, share, mostInASecond, lost, twice } = wholeNumber;
  return [
    `a whole number: ${sendsPerSecond}/s out and ${statusesPerSecond}/s statuses in, ${Math.round(share * 100)} % of 1,000/s;`,
    `  at most ${mostInASecond} within any second; lost ${lost}, twice ${twice}`,
    `with ${growth.messages} messages of ${growth.contacts} contacts stored (${growth.databaseMb} MB):`,
    `  ${growth.grownPerSecond}/s taken in, ${growth.emptyPerSecond}/s by an empty gateway beside it: ${(growth.grownPerSecond / growth.emptyPerSecond).toFixed(2)} of 0.8; ready after ${growth.startMs} ms`,
    'on PostgreSQL: not run',
  ].join('\n');
}
