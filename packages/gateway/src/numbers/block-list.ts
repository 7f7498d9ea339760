import type { BlockedUser, BlockOutcome, BlockTarget, GraphResult } from '@parley/core/cloud-api';
import type { BlockedPerson } from '@parley/core/gateway-api';
import { currentContact, findContact } from '../contacts/find.ts';
import { storedIdentities } from '../contacts/identities.ts';
import { notFound } from '../http/api-problem.ts';
import type { Call, CallerKey, Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import { metaProblem } from './meta-problem.ts';
import { type ConnectedNumber, connectedNumber, namedNumber } from './named-number.ts';

type Blocking = 'listBlocked' | 'blockContact' | 'unblockContact';

/** The block list of a number. Meta keeps it, so that what people block in the app is on it too. */
export function blockHandlers(runtime: Runtime): Pick<Handlers, Blocking> {
  return {
    async listBlocked({ params, query, key }) {
      const { api, settings } = await numberOf(runtime, key, params.id);
      const after = query.cursor === undefined ? {} : { after: query.cursor };
      const page = await api.listBlocked(settings.id, { limit: query.limit, ...after });
      if (!page.ok) throw metaProblem(page, query.cursor === undefined ? undefined : 'cursor');
      const items = await Promise.all(page.value.users.map((user) => viewBlocked(runtime, user)));
      runtime.log.info({ key: key.id, number: settings.id, people: items.length }, 'block list read');
      return { items, cursor: page.value.next ?? null };
    },
    async blockContact(call) {
      await changeOne(runtime, call, 'contact blocked', ({ api, settings }, user) =>
        api.blockUsers(settings.id, [user]),
      );
      return undefined;
    },
    async unblockContact(call) {
      await changeOne(runtime, call, 'contact unblocked', ({ api, settings }, user) =>
        api.unblockUsers(settings.id, [user]),
      );
      return undefined;
    },
  };
}

async function numberOf(runtime: Runtime, key: CallerKey, id: string | undefined): Promise<ConnectedNumber> {
  return connectedNumber(runtime, (await namedNumber(runtime.store.read, key, id)).id);
}

async function changeOne(
  runtime: Runtime,
  { params, key }: Pick<Call<'blockContact'>, 'params' | 'key'>,
  what: string,
  change: (number: ConnectedNumber, user: BlockTarget) => Promise<GraphResult<BlockOutcome>>,
): Promise<void> {
  const number = await numberOf(runtime, key, params.id);
  const contactId = await currentContact(runtime.store.read, params.contactId ?? '');
  const user = contactId === undefined ? undefined : await targetOf(runtime, contactId);
  if (!user) throw notFound('contact', params.contactId ?? '');
  const answer = await change(number, user);
  if (!answer.ok) throw metaProblem(answer, 'contactId');
  const [failed] = answer.value.failed;
  if (failed) throw metaProblem({ ok: false, error: failed.error }, 'contactId');
  runtime.log.info({ key: key.id, number: number.settings.id, contact: contactId }, what);
}

async function targetOf(runtime: Runtime, contactId: string): Promise<BlockTarget | undefined> {
  const identities = await storedIdentities(runtime.store.read, contactId);
  const named = (kind: string) => identities.find((identity) => identity.kind === kind)?.value;
  const phone = named('phone');
  if (phone !== undefined) return { phone: phone.replace(/\D/g, '') };
  const userId = named('bsuid') ?? named('parent_bsuid');
  return userId === undefined ? undefined : { userId };
}

async function viewBlocked(runtime: Runtime, { waId, userId }: BlockedUser): Promise<BlockedPerson> {
  const phone = waId === undefined ? undefined : `+${waId}`;
  const contactId = await findContact(runtime.store.read, { phone, userId });
  return { contactId: contactId ?? null, phone: phone ?? null, userId: userId ?? null };
}
