import type { Contact, Message } from '@parley/core/gateway-api';
import { type Deps, TOOL } from '../deps.ts';
import { messageRow } from '../records/message-row.ts';
import type { FoundRow, NewRow, RowResult } from '../salesforce/port.ts';
import { inParts, KEYS_PER_QUERY, quote, quoteAll } from '../salesforce/soql.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import { templateBodies } from './template-bodies.ts';
import type { Unwritten } from './unwritten.ts';
import type { PlacedConversations } from './write-conversations.ts';

const OBJECT = 'WhatsApp_Message__c';

/** A message, the row that shows it if there is one, and what that row shall hold. */
type Draft = { readonly message: Message; readonly rowId: string | undefined; readonly row: NewRow };

/** Writes messages of every tool: a rep's own row gets its ticks, every other message its one row. */
export async function writeMessages(
  deps: Deps,
  messages: readonly Message[],
  placed: PlacedConversations,
  contacts: ReadonlyMap<string, Contact>,
): Promise<Unwritten[]> {
  const rows = await readRows(deps, messages);
  const bodies = await templateBodies(deps, messages);
  const drafts: Draft[] = [];
  for (const message of messages) {
    if (!placed.has(message.conversationId)) continue;
    const shown = rows.get(ownRowId(message) ?? '') ?? rows.get(message.id);
    // Somebody deleted the rep's row: it is not put back.
    if (ownRowId(message) && !shown) continue;
    const customerName = contacts.get(message.contactId)?.name ?? null;
    // Whoever filled in a record on the row meant it.
    const person = shown?.Contact__c || shown?.Lead__c ? undefined : placed.get(message.conversationId);
    const row = messageRow(
      message,
      { person, customerName },
      shown && String(shown.Status__c),
      bodies(message),
    );
    drafts.push({ message, rowId: shown?.Id, row });
  }
  // Rows of one parent next to each other: every insert locks the record it looks up to.
  drafts.sort((left, right) => (left.message.conversationId < right.message.conversationId ? -1 : 1));
  return [
    ...(await write(
      deps,
      drafts.filter(({ rowId }) => rowId === undefined),
      (part) => deps.port.upsert(OBJECT, 'Parley_Message_Id__c', part),
    )),
    ...(await write(
      deps,
      drafts.flatMap((draft) => (draft.rowId ? [{ ...draft, row: { Id: draft.rowId, ...draft.row } }] : [])),
      (part) => deps.port.update(OBJECT, part),
    )),
  ];
}

async function write(
  deps: Deps,
  drafts: readonly Draft[],
  call: (rows: readonly NewRow[]) => Promise<RowResult[]>,
): Promise<Unwritten[]> {
  const results = await writeRows(
    deps.patience,
    `Writing ${OBJECT}`,
    drafts.map(({ row }) => row),
    call,
  );
  const unwritten: Unwritten[] = [];
  for (const [at, result] of results.entries()) {
    const draft = drafts[at];
    if (result.ok || !draft) continue;
    const rescued = result.code === 'DUPLICATE_VALUE' && (await writeByWamid(deps, draft));
    if (!rescued) unwritten.push({ kind: 'message', id: draft.message.id, code: result.code });
  }
  return unwritten;
}

/** The wamid is on a row of an earlier installation: that row goes on instead of a second one. */
async function writeByWamid(deps: Deps, { message, row }: Draft): Promise<boolean> {
  if (!message.wamid) return false;
  const [found] = await deps.port.query(`SELECT Id FROM ${OBJECT} WHERE Wamid__c = ${quote(message.wamid)}`);
  if (!found) return false;
  const [result] = await deps.port.update(OBJECT, [{ ...row, Id: found.Id }]);
  return result?.ok ?? false;
}

/** The rows that show these messages, by record id and by the gateway's id. */
async function readRows(deps: Deps, messages: readonly Message[]): Promise<Map<string, FoundRow>> {
  const rows = new Map<string, FoundRow>();
  const fields = `SELECT Id, Parley_Message_Id__c, Status__c, Contact__c, Lead__c FROM ${OBJECT} WHERE`;
  for (const part of inParts(messages, KEYS_PER_QUERY)) {
    const own = part.map(ownRowId).filter((id) => id !== undefined);
    const queries = [`${fields} Parley_Message_Id__c IN ${quoteAll(part.map(({ id }) => id))}`];
    if (own.length > 0) queries.push(`${fields} Id IN ${quoteAll(own)}`);
    for (const row of (await deps.port.queryAll(queries)).flat()) {
      rows.set(row.Id, row);
      if (typeof row.Parley_Message_Id__c === 'string') rows.set(row.Parley_Message_Id__c, row);
    }
  }
  return rows;
}

/** The record a rep created for this message, as it was named when it was sent. */
function ownRowId(message: Message): string | undefined {
  return message.links.find((link) => link.tool === TOOL)?.key;
}
