import type { ContactExport } from '@parley/core/gateway-api';
import { findText, listTexts } from '../consent/texts.ts';
import { EVENTS_KEPT_MS } from '../events/purge.ts';
import { viewMedia } from '../media/view.ts';
import { DECISIONS_KEPT_MS } from '../retention/retention.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { viewTask } from '../tasks/view.ts';
import { DAY_MS } from '../time-units.ts';

/** A person sends files, not archives; more than this are in the messages all the same. */
const MAX_FILES = 5000;

type Ids = readonly string[];
type Named = Pick<ContactExport['consent']['events'][number], 'textVersion' | 'language'>;

/** The full texts of the versions that the entries name, each once. */
export async function exportTexts(tx: Tx, events: readonly Named[]): Promise<ContactExport['texts']> {
  const texts = new Map<string, ContactExport['texts'][number]>();
  for (const { textVersion, language } of events) {
    const row = await findText(tx, textVersion ?? undefined, language ?? undefined);
    if (!row || texts.has(`${row.version} ${row.language}`)) continue;
    const { items } = await listTexts(tx, { version: row.version, limit: 200 });
    for (const text of items)
      if (text.language === row.language) texts.set(`${row.version} ${row.language}`, text);
  }
  return [...texts.values()];
}

/** What colleagues had to decide about the person. */
export async function exportTasks(
  tx: Tx,
  runtime: Runtime,
  contactIds: Ids,
  language: 'de' | 'en',
): Promise<ContactExport['tasks']> {
  const rows = await tx
    .selectFrom('task')
    .selectAll()
    .where('contact_id', 'in', contactIds)
    .orderBy('seq')
    .execute();
  const tasks = [];
  for (const row of rows) tasks.push(await viewTask(tx, row, language, runtime.now()));
  return tasks;
}

/** The files that the person sent, or was sent. */
export async function exportMedia(
  tx: Tx,
  contactIds: Ids,
  language: 'de' | 'en',
): Promise<ContactExport['media']> {
  const rows = await tx
    .selectFrom('media')
    .selectAll()
    .where('id', 'in', (select) =>
      select.selectFrom('media_use').select('media_id').where('contact_id', 'in', contactIds),
    )
    .orderBy('created_at')
    .limit(MAX_FILES)
    .execute();
  return rows.map((row) => viewMedia(row, language));
}

/** Who gets the person's data: the messenger, the tools that have a key, and addresses that events are sent to. */
export async function exportRecipients(tx: Tx, runtime: Runtime): Promise<ContactExport['recipients']> {
  const tools = await tx
    .selectFrom('api_key')
    .select('tool')
    .where('tool', 'is not', null)
    .groupBy('tool')
    .orderBy('tool')
    .execute();
  const subscriptions = await tx
    .selectFrom('subscription')
    .select('url')
    .where('state', '<>', 'ended')
    .execute();
  const hosts = [...new Set(subscriptions.map(({ url }) => new URL(url).host))].sort();
  const messengers = ['WhatsApp (Meta Platforms Ireland Limited)'];
  if (runtime.settings.whatsApp.provider === '360dialog') messengers.push('360dialog GmbH');
  return [
    ...messengers.map((name) => ({ kind: 'messenger' as const, name })),
    ...tools.flatMap(({ tool }) => (tool === null ? [] : [{ kind: 'tool' as const, name: tool }])),
    ...hosts.map((name) => ({ kind: 'address' as const, name })),
  ];
}

/** For how long what is stored. */
export function exportRetention(bodiesDays: number | null): ContactExport['retention'] {
  return {
    bodiesDays,
    decisionsDays: Math.round(DECISIONS_KEPT_MS / DAY_MS),
    eventsDays: Math.round(EVENTS_KEPT_MS / DAY_MS),
  };
}
