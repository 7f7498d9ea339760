import { GraphError } from '../graph/graph-error.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Database } from '../state/database.ts';
import { HOUR_MS } from '../state/retention.ts';
import type { Template } from './template.ts';
import { templateError } from './template-error.ts';

/** Meta: 100 creations an hour; 250 templates, 6,000 once the business is verified. */
const CREATIONS_PER_HOUR = 100;
const TEMPLATES_MAX = { verified: 6_000, unverified: 250 };

/** Meta: the name of an approved template is reserved for 30 days after it was deleted. */
const RESERVED_MS = 30 * 24 * HOUR_MS;

/** Meta: an approved template can be edited once a day and ten times in 30 days. */
const EDIT_EVERY_MS = 24 * HOUR_MS;
const EDITS_MAX = 10;
const EDITS_REACH_MS = 30 * 24 * HOUR_MS;

const CREATIONS = 'template-creations';
const reservedKey = (name: string, language: string): string => `template-reserved:${language}:${name}`;

/** Refuses one template too many, too soon, or under a name that is still reserved; counts it. Part of a write. */
export function countCreation({ db, account, now }: Sandbox, name: string, language: string): void {
  const nowMs = now();
  const kept = db.get<{ count: number }>('SELECT count(*) AS count FROM templates')?.count ?? 0;
  const most = account.isUnverified === true ? TEMPLATES_MAX.unverified : TEMPLATES_MAX.verified;
  if (kept >= most)
    throw templateError(
      'cap',
      'Too many templates',
      `The account has ${most} templates, as many as it may have.`,
    );
  const until = Number(read(db, reservedKey(name, language)) ?? 0);
  if (until > nowMs)
    throw templateError(
      'invalidFormat',
      'Name is reserved',
      `New ${language} content can't be added while the existing ${language} content is being deleted. Try again in 4 weeks.`,
    );
  const recent = (JSON.parse(read(db, CREATIONS) ?? '[]') as number[]).filter((at) => at > nowMs - HOUR_MS);
  if (recent.length >= CREATIONS_PER_HOUR)
    throw new GraphError(80007, {
      details: `An account may create ${CREATIONS_PER_HOUR} templates an hour.`,
    });
  write(db, CREATIONS, JSON.stringify([...recent, nowMs]));
}

/** Keeps the name of an approved template from being used again at once; part of a write. */
export function reserveName({ db, now }: Sandbox, template: Template): void {
  if (template.status !== 'APPROVED') return;
  write(db, reservedKey(template.name, template.language), String(now() + RESERVED_MS));
}

/** The moments of the edits that count, with this one; refuses one too many of an approved template. */
export function countEdit({ now }: Sandbox, { status, edits = [] }: Template): number[] {
  const nowMs = now();
  const counted = edits.filter((at) => at > nowMs - EDITS_REACH_MS);
  const last = counted.at(-1);
  if (status === 'APPROVED' && last !== undefined && last > nowMs - EDIT_EVERY_MS)
    throw notNow('An approved template can be edited once in 24 hours.');
  if (status === 'APPROVED' && counted.length >= EDITS_MAX)
    throw notNow(`An approved template can be edited ${EDITS_MAX} times in 30 days.`);
  return [...counted, nowMs];
}

const notNow = (message: string): GraphError => templateError('invalidFormat', 'Too many edits', message);

const read = (db: Database, key: string): string | undefined =>
  db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', key)?.value;

const write = (db: Database, key: string, value: string): void => {
  db.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', key, value);
};
