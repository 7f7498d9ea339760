import type { BusinessNumber } from '../account/account.ts';
import { switchesOf } from '../account/switches.ts';
import { GraphError, graphErrorForFault } from '../graph/graph-error.ts';
import { identityHashOf } from '../people/identity-hash.ts';
import { ensurePerson, findPersonByUserId } from '../people/people.ts';
import { reachOf } from '../people/reach.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Fields } from '../shape/shape.ts';
import { fillTemplate } from '../templates/fill-template.ts';
import { findSendable } from '../templates/find-sendable.ts';
import type { SentComponent } from '../templates/sent-parameters.ts';
import type { Template } from '../templates/template.ts';
import { faultsOfSend, typeOfSend } from './envelope-shape.ts';
import { examineFiles } from './files.ts';
import {
  findMessage,
  insertMessage,
  type Message,
  type MessageError,
  type OutboundDelivery,
} from './message.ts';
import { planProgress } from './progress.ts';
import { findRecipient, type Recipient } from './recipient.ts';
import { viewOfSend, viewOfTemplate, type WireSend } from './view-of-send.ts';
import { makeWamid } from './wamid.ts';
import { isWindowOpen } from './window.ts';

/** Reactions to a message older than this fail. */
const REACTION_REACH_MS = 30 * 24 * 60 * 60 * 1000;

/** A send that Meta would accept, ready to be stored. */
export type Acceptable = {
  number: BusinessNumber;
  recipient: Recipient;
  message: Omit<Message, 'seq' | 'atMs'>;
};

type Send = Fields &
  WireSend & {
    to?: string;
    recipient?: string;
    category?: 'utility' | 'authentication';
    biz_opaque_callback_data?: string;
    template?: { name: string; language: { code: string }; components?: SentComponent[] };
  };

/** Reads a send and throws the GraphError that Meta would answer at once. */
export function readSend(
  sandbox: Sandbox,
  number: BusinessNumber,
  body: unknown,
  surface: 'messages' | 'marketing_messages' = 'messages',
  version = 'v25.0',
): Acceptable {
  const [fault] = faultsOfSend(body, surface);
  if (fault) throw graphErrorForFault(fault);
  const send = { ...(body as Fields), type: typeOfSend(body as Fields) } as Send;
  const recipient = findRecipient(sandbox.db, number, send);
  const template = send.template && findSendable(sandbox.db, send.template.name, send.template.language.code);
  refuseWrongKind(sandbox, send, { template, recipient, surface });
  const view =
    template && send.template
      ? viewOfTemplate(template, fillTemplate(template, send.template.components ?? []))
      : viewOfSend(send);
  const files = examineFiles(sandbox, send);
  const delivery: OutboundDelivery = {
    addressedBy: recipient.addressedBy,
    category: categoryOf(send, template, surface),
    inWindow: isWindowOpen(sandbox.db, number.id, recipient.phone, sandbox.now()),
    graphVersion: Number(version.slice(1)),
    ...files,
    ...(send.biz_opaque_callback_data !== undefined && { callbackData: send.biz_opaque_callback_data }),
  };
  const failure = failureOf(sandbox, send, recipient, delivery);
  if (failure) delivery.failure = failure;
  const address = recipient.addressedBy === 'userId' ? recipient.input : recipient.phone;
  const message = {
    wamid: makeWamid(address, 'out'),
    numberId: number.id,
    phone: recipient.phone,
    direction: 'out',
    type: send.type,
    view: send.context && template ? { ...view, quote: send.context.message_id } : view,
    status: 'accepted',
    delivery,
  } as const;
  return { number, recipient, message };
}

function refuseWrongKind(
  { db }: Sandbox,
  send: Send,
  { template, recipient, surface }: { template: Template | undefined; recipient: Recipient; surface: string },
): void {
  if (surface === 'marketing_messages' && template?.category !== 'MARKETING') {
    throw new GraphError(131055, { details: 'This endpoint sends marketing templates only.' });
  }
  const isOff = template?.category === 'MARKETING' && !switchesOf(db).marketingOnCloudApi;
  if (surface === 'messages' && isOff) {
    throw new GraphError(131063, {
      details: 'Marketing messages are disabled on Cloud API for this account; use /marketing_messages.',
    });
  }
  const authenticates = template?.category === 'AUTHENTICATION' || send.category === 'authentication';
  if (authenticates && recipient.addressedBy === 'userId') {
    throw new GraphError(131062, {
      details: 'Authentication messages need the phone number of the recipient.',
    });
  }
}

function categoryOf(
  send: Send,
  template: Template | undefined,
  surface: string,
): OutboundDelivery['category'] {
  if (surface === 'marketing_messages') return 'marketing_lite';
  if (!template) return send.category ?? 'service';
  return template.category.toLowerCase() as 'utility' | 'marketing' | 'authentication';
}

/** Why Meta accepts the message and then reports it as failed, or nothing. */
function failureOf(
  { db, now }: Sandbox,
  send: Send,
  { person, phone }: Recipient,
  { category, inWindow, failure }: OutboundDelivery,
): MessageError | undefined {
  const reach = reachOf(db, phone);
  const guard = send.recipient_identity_key_hash;
  const identity = guard === undefined ? undefined : identityHashOf(db, phone);
  if (identity !== undefined && identity !== guard)
    return { code: 137000, details: 'The identity of the recipient is not the one that the hash names.' };
  if (reach === 'undeliverable') return { code: 131026, details: 'Message undeliverable.' };
  if (category === 'service' && !inWindow) {
    const details =
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.';
    return { code: 131047, details };
  }
  if (category.startsWith('marketing') && person?.marketingStopped) {
    return {
      code: 131050,
      details: 'The recipient has chosen to stop receiving marketing messages from your business.',
    };
  }
  if (category.startsWith('marketing') && reach === 'marketing_capped') {
    const details = 'This message was not delivered to maintain healthy ecosystem engagement.';
    return { code: 131049, details };
  }
  if (send.reaction) {
    const target = findMessage(db, send.reaction.message_id);
    if (!target || target.type === 'reaction' || now() - target.atMs > REACTION_REACH_MS) {
      return {
        code: 131009,
        details: 'The message to react to does not exist, is a reaction, or is older than 30 days.',
      };
    }
  }
  return failure;
}

/** Stores an accepted send and what will become of it; part of a write. */
export function storeSend(
  sandbox: Sandbox,
  { message, recipient }: Acceptable,
  failure?: MessageError,
): void {
  const { db, now, changes } = sandbox;
  const atMs = now();
  const { phone, userId } = recipient;
  const isFree = userId !== undefined && !findPersonByUserId(db, userId);
  ensurePerson(db, phone, isFree ? { userId } : {});
  const delivery = failure ? { ...message.delivery, failure } : message.delivery;
  const stored = { ...message, atMs, ...(delivery && { delivery: delivery as OutboundDelivery }) };
  insertMessage(db, stored);
  planProgress(db, stored, atMs);
  changes.tell({ kind: 'chat', phone });
}

/** The body of Meta's answer to an accepted send. */
export function answerOf({ message, recipient }: Acceptable) {
  const { input, addressedBy, phone, userId } = recipient;
  return {
    messaging_product: 'whatsapp',
    contacts: [
      {
        input,
        ...(addressedBy !== 'userId' && { wa_id: phone }),
        ...(addressedBy !== 'phone' && { user_id: userId }),
      },
    ],
    messages: [{ id: message.wamid, ...(message.type === 'template' && { message_status: 'accepted' }) }],
  };
}
