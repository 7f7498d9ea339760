import type { ContactExport, Erasure } from '@parley/core/gateway-api';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { instantOf } from '../store/instant.ts';

/** Tools keep a handful of values for a person, and raw items live 30 days; more than this is a tool gone wrong. */
const MAX_ROWS = 1000;

type Ids = readonly string[];

/** The tools' references of the person's conversations and messages. */
export async function exportLinks(tx: Tx, contactIds: Ids): Promise<ContactExport['links']> {
  const rows = await tx
    .selectFrom('link')
    .innerJoin('conversation', 'conversation.id', 'link.conversation_id')
    .select(['link.tool', 'link.key', 'link.part', 'link.conversation_id', 'link.message_id'])
    .where('conversation.contact_id', 'in', contactIds)
    .orderBy('link.tool')
    .orderBy('link.key')
    .orderBy('link.part')
    .execute();
  return rows.map(({ conversation_id, message_id, ...link }) => ({
    ...link,
    conversationId: conversation_id,
    messageId: message_id,
  }));
}

/** What tools keep for the person, opened. */
export async function exportToolStates(
  tx: Tx,
  runtime: Runtime,
  contactIds: Ids,
): Promise<ContactExport['toolStates']> {
  const rows = await tx
    .selectFrom('tool_state')
    .selectAll()
    .where('contact_id', 'in', contactIds)
    .orderBy('tool')
    .orderBy('key')
    .limit(MAX_ROWS)
    .execute();
  return rows.map((row) => ({
    tool: row.tool,
    key: row.key,
    value: JSON.parse(runtime.secrets.open(row.value)) as unknown,
    updatedAt: instantOf(row.updated_at),
  }));
}

/** Webhook items about the person that are kept whole. */
export async function exportRawItems(tx: Tx, contactIds: Ids): Promise<ContactExport['rawItems']> {
  const rows = await tx
    .selectFrom('raw_item')
    .selectAll()
    .where('contact_id', 'in', contactIds)
    .orderBy('received_at', 'desc')
    .limit(MAX_ROWS)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    field: row.field,
    payload: JSON.parse(row.payload) as unknown,
    receivedAt: instantOf(row.received_at),
  }));
}

/** Erasures of the person, or of a contact that was merged into this one, that a tool has not reported done. */
export async function exportErasures(tx: Tx, contactIds: Ids): Promise<Erasure[]> {
  const rows = await tx
    .selectFrom('erasure')
    .select('report')
    .where('contact_id', 'in', contactIds)
    .orderBy('at')
    .execute();
  return rows
    .map(({ report }) => JSON.parse(report) as Erasure)
    .filter(({ tools }) => tools.some(({ state }) => state === 'pending'));
}
