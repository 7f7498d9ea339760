import type { ContactExport } from '@parley/core/gateway-api';
import { readBusiness } from '../business/business.ts';
import { consentRows } from '../consent/standing.ts';
import { suppressionOf } from '../consent/suppression.ts';
import { chainState } from '../consent/verify.ts';
import { viewConsentEvent } from '../consent/view.ts';
import { viewConversation } from '../conversations/view.ts';
import { notFound } from '../http/api-problem.ts';
import type { Call } from '../http/handler.ts';
import { type Page, prefersPage } from '../http/page.ts';
import { checkWholeBusiness } from '../keys/whole-business.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { instantOf } from '../store/instant.ts';
import { exportErasures, exportLinks, exportRawItems, exportToolStates } from './export-beside.ts';
import { exportAllMessages, exportMessages } from './export-messages.ts';
import { exportPage } from './export-page/page.ts';
import { exportMedia, exportRecipients, exportRetention, exportTasks, exportTexts } from './export-proofs.ts';
import { currentContact } from './find.ts';
import { readableNames } from './readable-names.ts';
import { viewWholeContact } from './view-whole.ts';

/**
 * GET /v1/contacts/{id}/export: everything about a person, as art. 15 and 20 of the GDPR ask for it. Messages come in
 * pages, since there may be any number of them; the rest is small and on every page. As a page for people it is all in one. Who exports whom is
 * logged.
 */
export async function exportContact(
  runtime: Runtime,
  { params, query, key, accept, ...call }: Call<'exportContact'>,
): Promise<ContactExport | Page> {
  const language = query.language ?? call.language;
  checkWholeBusiness(key);
  const tx = runtime.store.read;
  const id = await currentContact(tx, params.id ?? '');
  if (id === undefined) throw notFound('contact', params.id ?? '');
  const { createdAt, ids } = await identifiersOf(tx, id);
  const contact = await viewWholeContact(tx, runtime, id);
  const suppression = await suppressionOf(tx, runtime, id);
  const asPage = query.format === undefined ? prefersPage(accept) : query.format === 'html';
  const messages = asPage
    ? await exportAllMessages(tx, ids, language)
    : await exportMessages(tx, ids, query, language);
  runtime.log.info({ key: key.id, contact: id, messages: messages.items.length }, 'contact exported');
  const events = (await consentRows(tx, id)).map(viewConsentEvent);
  const business = await readBusiness(tx);
  const exported: ContactExport = {
    exportedAt: runtime.now().toISOString(),
    contact,
    createdAt,
    mergedFrom: ids.filter((other) => other !== id),
    consent: {
      state: contact.consent,
      events,
      chain: await chainState(runtime),
    },
    suppression: suppression
      ? { since: suppression.since.toISOString(), liftedFor: [...suppression.liftedFor] }
      : null,
    conversations: await conversationsOf(tx, runtime, ids),
    messages,
    texts: await exportTexts(tx, events),
    tasks: await exportTasks(tx, runtime, ids, language),
    media: await exportMedia(tx, ids, language),
    recipients: await exportRecipients(tx, runtime),
    retention: exportRetention(business.retentionDays),
    links: await exportLinks(tx, ids),
    toolStates: await exportToolStates(tx, runtime, ids),
    rawItems: await exportRawItems(tx, ids),
    erasures: await exportErasures(tx, ids),
  };
  if (!asPage) return exported;
  return exportPage(exported, await readableNames(tx, messages.items), business, language);
}

async function identifiersOf(
  tx: Tx,
  id: string,
): Promise<{ readonly createdAt: string; readonly ids: readonly string[] }> {
  const { created_at } = await tx
    .selectFrom('contact')
    .select('created_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const merged = await tx.selectFrom('contact').select('id').where('merged_into', '=', id).execute();
  return { createdAt: instantOf(created_at), ids: [id, ...merged.map((row) => row.id)] };
}

async function conversationsOf(
  tx: Tx,
  runtime: Runtime,
  ids: readonly string[],
): Promise<ContactExport['conversations']> {
  const rows = await tx
    .selectFrom('conversation')
    .selectAll()
    .where('contact_id', 'in', ids)
    .where('merged_into', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const views = [];
  for (const row of rows) views.push(await viewConversation(tx, runtime, row));
  return views;
}
