import { consentStanding } from '@parley/core/consent';
import type { Contact } from '@parley/core/gateway-api';
import { freeEntryUntil, windowAt } from '@parley/core/window';
import { standingOf } from '../consent/standing.ts';
import { viewStanding } from '../consent/view.ts';
import type { ConversationRow } from '../conversations/open.ts';
import type { Absent } from '../events/absent.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';
import { instantOf } from '../store/instant.ts';
import type { KnownContact } from './known.ts';

const findContactRow = statement((db, { id }: { id: string }) =>
  db.selectFrom('contact').select(['id', 'name', 'attributes', 'identity_changed_at']).where('id', '=', id),
);

const listIdentities = statement((db, { id }: { id: string }) =>
  db
    .selectFrom('identity')
    .select(['kind', 'value', 'source', 'since'])
    .where('contact_id', '=', id)
    .orderBy('since')
    .orderBy('kind'),
);

const listConversations = statement((db, { id }: { id: string }) =>
  db
    .selectFrom('conversation')
    .select(['id', 'number_id', 'last_inbound_at', 'entry_at', 'entry_answered_at'])
    .where('contact_id', '=', id)
    .orderBy('id'),
);

/** Of somebody without an entry in the ledger, at any time. */
const NO_STANDING = consentStanding([], new Date(0));

/**
 * A contact as the API and the events show it now: identities, consent per purpose, windows. Whoever has read the
 * contact in the same transaction hands it on as `known`; whoever knows what is not there, with the `only` conversation.
 */
export async function viewContact(
  tx: Tx,
  runtime: Runtime,
  contactId: string,
  known?: KnownContact,
  only?: { readonly conversation: ConversationRow; readonly absent: Absent },
): Promise<Contact> {
  const { identities, ...row } = known ?? (await readContact(tx, contactId));
  const conversations = only?.absent.otherConversations
    ? [only.conversation]
    : await listConversations.all(tx, { id: contactId });
  const now = runtime.now();
  const standing = only?.absent.entries ? NO_STANDING : await standingOf(tx, contactId, now);
  return {
    id: row.id,
    name: row.name,
    identities: identities.map((identity) => ({
      kind: identity.kind,
      value: identity.value,
      source: identity.source,
      since: new Date(identity.since).toISOString(),
    })),
    attributes: JSON.parse(row.attributes) as Record<string, string>,
    ...(row.identity_changed_at === null ? {} : { identityChangedAt: instantOf(row.identity_changed_at) }),
    consent: viewStanding(standing),
    conversations: conversations.map((conversation) => {
      const window = windowAt(momentOf(conversation.last_inbound_at), now);
      const entry = {
        arrivedAt: momentOf(conversation.entry_at),
        answeredAt: momentOf(conversation.entry_answered_at),
      };
      return {
        id: conversation.id,
        from: conversation.number_id,
        window: {
          open: window.open,
          closesAt: window.closesAt?.toISOString() ?? null,
          freeEntryUntil: freeEntryUntil(entry, now)?.toISOString() ?? null,
        },
      };
    }),
  };
}

const momentOf = (at: number | null) => (at === null ? undefined : new Date(at));

async function readContact(tx: Tx, id: string): Promise<KnownContact> {
  const row = await findContactRow.first(tx, { id });
  if (!row) throw new Error('A contact was to be shown that is not stored.');
  return { ...row, identities: await listIdentities.all(tx, { id }) };
}
