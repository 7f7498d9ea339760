import type { BusinessNumber } from '../account/account.ts';
import { insertMessage, type Message } from '../messages/message.ts';
import { makeWamid } from '../messages/wamid.ts';
import { isBlocked } from '../people/block-list.ts';
import { ensurePerson, findPersonByUserId } from '../people/people.ts';
import { numberOf, type Sandbox } from '../sandbox.ts';
import { enqueueWebhook } from '../webhooks/outbox.ts';
import { contactOf, numberEnvelope, senderOf, unixSeconds } from '../webhooks/payloads.ts';
import { ControlError, wrongField } from './control-error.ts';
import { contentOf, type InboundContent } from './inbound-content.ts';
import type { InboundBody } from './inbound-shape.ts';
import { findTapped, requireShown } from './tap.ts';

const HOUR_MS = 60 * 60 * 1000;

/** A customer writes to the business: stores it and queues the webhook; part of a write. */
export function receive(sandbox: Sandbox, phone: string, body: InboundBody) {
  const { db, account, now, changes } = sandbox;
  refuseTakenUserId(sandbox, phone, body.userId);
  const tapped = body.type === 'button' ? findTapped(db, phone, body) : undefined;
  const target =
    tapped?.message ?? (body.replyTo === undefined ? undefined : requireShown(db, phone, body.replyTo));
  const number = businessNumberFor(sandbox, body.to, target);
  if (isBlocked(db, number.id, phone))
    throw new ControlError(409, 'The business has blocked this person: nothing they write arrives.');
  const { name, userId, parentUserId, username, hidePhone: hidden } = body;
  const person = ensurePerson(db, phone, { name, userId, parentUserId, username, hidden });
  const content = contentOf(sandbox, body, target, tapped, person);
  const atMs = now() - Number(body.ageHours ?? 0) * HOUR_MS;
  const wamid = makeWamid(person.hidden ? person.userId : phone, 'in');
  const view = {
    ...content.view,
    ...(target && quotes(content) && { quote: target.wamid }),
    ...(body.referral && { byAd: true as const }),
  };
  insertMessage(db, {
    wamid,
    numberId: number.id,
    phone,
    direction: 'in',
    type: content.type,
    view,
    status: 'received',
    atMs,
  });
  const message = {
    ...contextOf(body, number, target && quotes(content) ? target.wamid : undefined),
    ...senderOf(person),
    id: wamid,
    timestamp: unixSeconds(atMs),
    type: content.type,
    ...content.wire,
    ...(body.referral && { referral: body.referral }),
  };
  const value = { contacts: [contactOf(person)], messages: [message] };
  enqueueWebhook(
    sandbox,
    { numberId: number.id, person },
    numberEnvelope(account.businessAccountId, number, value),
  );
  changes.tell({ kind: 'chat', phone });
  return {
    wamid,
    phone,
    userId: person.userId,
    to: number.id,
    type: content.type,
    at: new Date(atMs).toISOString(),
  };
}

/** What is answered, what is asked about, and whether somebody else wrote it first. */
function contextOf({ forwarded, product }: InboundBody, number: BusinessNumber, quoted: string | undefined) {
  if (forwarded)
    return { context: forwarded === 'often' ? { frequently_forwarded: true } : { forwarded: true } };
  // A question about a product quotes the message that showed it; from the catalogue it has an id of its own.
  const id = quoted ?? (product && makeWamid(number.display, 'out'));
  if (id === undefined) return {};
  return { context: { from: number.display, id, ...(product && { referred_product: product }) } };
}

/** These name their target in a field of their own. */
const quotes = ({ type }: InboundContent): boolean => !['reaction', 'edit', 'revoke'].includes(type);

/** A user id belongs to one person; two phones with one would be one person with two numbers. */
export function refuseTakenUserId({ db }: Sandbox, phone: string, userId: string | undefined): void {
  const owner = userId === undefined ? undefined : findPersonByUserId(db, userId);
  if (owner && owner.phone !== phone) throw wrongField('userId', 'belongs to another phone.');
}

/** The number written to: the one named, else the one that sent what is answered, else the first. */
function businessNumberFor(
  sandbox: Sandbox,
  to: string | undefined,
  target: Message | undefined,
): BusinessNumber {
  if (to !== undefined) {
    const digits = to.replace(/\D/g, '');
    const named = sandbox.numbers.find(({ id, display }) => id === to || display === digits);
    if (!named) throw wrongField('to', 'is not a number of this account: give its phone number id.');
    return named;
  }
  const number = (target && numberOf(sandbox, target.numberId)) ?? sandbox.numbers[0];
  if (!number) throw wrongField('to', 'is required: this account has no number.');
  return number;
}
