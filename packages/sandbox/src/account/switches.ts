import type { Database } from '../state/database.ts';

/** What the sandbox plays differently when somebody asks for it. */
export type Switches = {
  /** From this day on service messages cost something after the free ones, and utility does in the window too. */
  servicePricedFrom: string;
  /** Webhooks carry business-scoped user ids beside phone numbers; false plays the time before April 2026. */
  userIds: boolean;
  /** Marketing templates are taken by `/messages` too; false: by `/marketing_messages` alone, else 131063. */
  marketingOnCloudApi: boolean;
};

/** As Meta is today: prices changed on 2026-10-01, user ids came in April 2026. */
const TODAY: Switches = {
  servicePricedFrom: '2026-10-01T00:00:00.000Z',
  userIds: true,
  marketingOnCloudApi: true,
};

const KEY = 'switches';

export function switchesOf(db: Database): Switches {
  const row = db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', KEY);
  return row ? { ...TODAY, ...(JSON.parse(row.value) as Partial<Switches>) } : TODAY;
}

/** Changes what is given and leaves the rest; part of a write. */
export function setSwitches(db: Database, change: Partial<Switches>): Switches {
  const switches = { ...switchesOf(db), ...change };
  db.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', KEY, JSON.stringify(switches));
  return switches;
}
