import type { ConsentState, Purpose } from '@parley/core/consent';
import { currentContact, findOrCreateContact, type Resolved, resolveRecipient } from '../../contacts/find.ts';
import { ApiProblem } from '../../http/api-problem.ts';
import type { Call } from '../../http/handler.ts';
import type { Runtime } from '../../runtime.ts';
import type { Tx } from '../../store/index.ts';
import { externalKey } from '../external-id.ts';
import { recordConsent } from '../ledger.ts';
import { momentFault } from '../moment.ts';
import { standingOf } from '../standing.ts';
import { suppressionOf, suppressionOfPerson } from '../suppression.ts';
import { findText, keepsTexts } from '../texts.ts';
import type { ImportReason } from './words.ts';

type List = Call<'importConsent'>['body'];
type Row = List['rows'][number];

/** A row in its list, and the tool that brings it. */
export type ListedRow = {
  readonly list: List;
  readonly row: Row;
  readonly place: number;
  readonly tool: string;
};

/** What became of a row. */
export type RowResult = {
  readonly status: 'recorded' | 'unproven' | 'suppressed' | 'rejected';
  readonly reason?: ImportReason;
  readonly contactId?: string;
  readonly eventId?: string;
};

/** States that no list brings anybody back from. */
const left: ReadonlySet<ConsentState> = new Set([
  'withdrawn',
  'objected',
  'provider_stop',
  'on_hold',
  'refused',
]);

/** Takes over one row: what stands against the person is looked at first, in every spelling of their number. */
export async function importRow(tx: Tx, runtime: Runtime, listed: ListedRow): Promise<RowResult> {
  const { list, row } = listed;
  const person = await whoIs(tx, row);
  if ('fault' in person) return { status: 'rejected', reason: { code: 'unreadable', fault: person.fault } };
  const at = row.occurredAt ?? list.occurredAt;
  const fault = at === undefined ? undefined : momentFault(new Date(at), runtime.now());
  if (fault) return { status: 'rejected', reason: { code: fault } };
  const known = person.kind === 'contact' ? { contactId: person.contactId } : {};
  const against =
    list.action === 'grant' ? await standsAgainst(tx, runtime, person, list.purpose) : undefined;
  if (against) return { status: 'suppressed', reason: against, ...known };
  const externalId = externalKey(listed.tool, rowKey(runtime, listed));
  const earlier = await entryUnder(tx, externalId);
  // To say that a withdrawal is recorded, and mean that of another row, would lose it.
  if (earlier && !(await isAbout(tx, person, earlier)))
    return { status: 'rejected', reason: { code: 'id_taken' }, ...known };
  const doubt = list.action === 'grant' ? await doubtOf(tx, listed, at) : undefined;
  const isProven = doubt === undefined;
  const entry = earlier ?? (await record(tx, runtime, listed, person, { at, isProven, externalId }));
  return { status: doubt ? 'unproven' : 'recorded', ...(doubt ? { reason: doubt } : {}), ...entry };
}

type Entry = { readonly contactId: string; readonly eventId: string };

async function entryUnder(tx: Tx, externalId: string): Promise<Entry | undefined> {
  return tx
    .selectFrom('consent_event')
    .select(['id as eventId', 'contact_id as contactId'])
    .where('external_id', '=', externalId)
    .executeTakeFirst();
}

async function isAbout(tx: Tx, person: Resolved, { contactId }: Entry): Promise<boolean> {
  return person.kind === 'contact' && (await currentContact(tx, contactId)) === person.contactId;
}

async function whoIs(
  tx: Tx,
  row: Row,
): Promise<Resolved | { readonly fault: { readonly de: string; readonly en: string } }> {
  try {
    return await resolveRecipient(tx, row.contact, 'contact');
  } catch (error) {
    const message = error instanceof ApiProblem ? error.errors?.[0]?.message : undefined;
    if (message === undefined || typeof message === 'string') throw error;
    return { fault: message };
  }
}

async function standsAgainst(
  tx: Tx,
  runtime: Runtime,
  person: Resolved,
  purpose: List['purpose'],
): Promise<ImportReason | undefined> {
  const suppression =
    person.kind === 'contact'
      ? await suppressionOf(tx, runtime, person.contactId)
      : await suppressionOfPerson(tx, runtime, person);
  if (suppression && !suppression.liftedFor.includes(purpose as Purpose)) return { code: 'erased' };
  if (person.kind === 'new') return undefined;
  const { state } = (await standingOf(tx, person.contactId, runtime.now()))[purpose as Purpose];
  return left.has(state) ? { code: 'left', state } : undefined;
}

// Who agreed, when, and to what: without one of them it is a claim, and stays one.
async function doubtOf(
  tx: Tx,
  { list, row }: ListedRow,
  at: string | undefined,
): Promise<ImportReason | undefined> {
  const version = row.textVersion ?? list.textVersion;
  if (at === undefined) return { code: 'no_date' };
  if (version === undefined) return { code: 'no_text_version' };
  const isKept = (await findText(tx, version, row.language ?? list.language)) !== undefined;
  return isKept || !(await keepsTexts(tx)) ? undefined : { code: 'unknown_text' };
}

async function record(
  tx: Tx,
  runtime: Runtime,
  listed: ListedRow,
  person: Resolved,
  {
    at,
    isProven,
    externalId,
  }: { readonly at: string | undefined; readonly isProven: boolean; readonly externalId: string },
): Promise<Entry> {
  const { list, row, place, tool } = listed;
  const now = runtime.now();
  const contactId =
    person.kind === 'contact'
      ? person.contactId
      : (await findOrCreateContact(tx, runtime, { ...person, name: row.name }, tool, now)).id;
  const version = row.textVersion ?? list.textVersion;
  const { id } = await recordConsent(tx, runtime, {
    contactId,
    scope: list.purpose,
    action: list.action,
    method: 'import',
    source: list.source,
    textVersion: isProven ? version : undefined,
    language: row.language ?? list.language,
    occurredAt: at === undefined ? now : new Date(at),
    metaTime: false,
    proven: false,
    evidence: {
      row: place,
      ...(list.fileHash === undefined ? {} : { fileHash: list.fileHash }),
      ...(row.proof === undefined ? {} : { proof: row.proof }),
      ...(isProven || version === undefined ? {} : { claimedTextVersion: version }),
    },
    recordedBy: { tool, actor: null, name: null },
    externalId,
  });
  return { contactId, eventId: id };
}

// The row's own id, or everything it says: the same list once more is the same entries.
function rowKey(runtime: Runtime, { list, row }: ListedRow): string {
  const { purpose, action } = list;
  if (row.externalId !== undefined) return `import:${action}:${purpose}:${row.externalId}`;
  const said = [list.fileHash ?? list.source, row.contact, row.occurredAt ?? list.occurredAt];
  const text = JSON.stringify([...said, row.textVersion ?? list.textVersion, purpose, action]);
  return `import:${runtime.secrets.hash('import-row', text)}`;
}
