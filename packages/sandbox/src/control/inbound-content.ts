import { statusErrorOf } from '../graph/graph-error.ts';
import type { Message, MessageView } from '../messages/message.ts';
import { placeOf } from '../messages/view-of-send.ts';
import { type Person, profileNameOf } from '../people/people.ts';
import type { Sandbox } from '../sandbox.ts';
import { wrongField } from './control-error.ts';
import { storeInboundFile } from './inbound-file.ts';
import type { InboundBody } from './inbound-shape.ts';
import type { Tappable } from './tap.ts';

/** A customer's message as the webhook carries it and as the phone shows it. */
export type InboundContent = {
  type: string;
  /** The fields beside `id`, `from` and `timestamp`. */
  wire: Record<string, unknown>;
  view: MessageView;
};

/** What the message says; `target` is the message it answers, `tapped` what was tapped. Part of a write. */
export function contentOf(
  sandbox: Sandbox,
  body: InboundBody,
  target: Message | undefined,
  tapped: Tappable | undefined,
  person: Person,
): InboundContent {
  const { type } = body;
  switch (type) {
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return storeInboundFile(sandbox, type, body);
    case 'location': {
      const location = body.location ?? { latitude: 0, longitude: 0 };
      return { type, wire: { location }, view: { text: placeOf(location) } };
    }
    case 'contacts': {
      const { origin } = body;
      if (!body.contacts && origin !== 'contact_request')
        throw wrongField('contacts', 'is required: whose card is passed on?');
      const contacts = body.contacts ?? [ownCard(person)];
      return {
        type,
        wire: { contacts: origin ? contacts.map((card) => ({ ...card, origin })) : contacts },
        view: { text: contacts.map(({ name }) => name.formatted_name).join(', ') },
      };
    }
    case 'reaction': {
      if (!target) throw wrongField('replyTo', 'is required: which message does the reaction sit on?');
      const emoji = body.emoji ?? '';
      // WhatsApp leaves the emoji out when a reaction is taken back.
      const reaction = { message_id: target.wamid, ...(emoji !== '' && { emoji }) };
      return { type, wire: { reaction }, view: { text: emoji, reactsTo: target.wamid } };
    }
    case 'button':
      if (!tapped) throw wrongField('payload', 'is required: what was tapped?');
      return tapContent(tapped);
    case 'flow':
    case 'address': {
      const name = type === 'flow' ? 'flow' : 'address_message';
      const reply = { name, body: 'Sent', response_json: JSON.stringify(body.response) };
      const interactive = { type: 'nfm_reply', nfm_reply: reply };
      return { type: 'interactive', wire: { interactive }, view: { text: reply.body } };
    }
    case 'call_permission':
      return callPermission(body, sandbox.now());
    case 'order':
      return { type, wire: { order: body.order }, view: { text: body.order?.text ?? null } };
    case 'edit':
    case 'revoke': {
      if (target?.direction !== 'in')
        throw wrongField('replyTo', 'is not a message that this customer wrote.');
      const change = type === 'revoke' ? {} : { message: { type: 'text', text: { body: body.text } } };
      const wire = { [type]: { original_message_id: target.wamid, ...change } };
      return { type, wire, view: { text: body.text ?? null, quote: target.wamid } };
    }
    case 'unsupported':
      return {
        type,
        wire: {
          errors: [statusErrorOf(131051, 'Message type is currently not supported.')],
          ...(body.kind && { unsupported: { type: body.kind } }),
        },
        view: { text: null },
      };
    default:
      return { type: 'text', wire: { text: { body: body.text } }, view: { text: body.text ?? null } };
  }
}

/** A permission without an end lasts seven days. */
const PERMISSION_MS = 7 * 24 * 60 * 60 * 1000;

function callPermission({ answer, permanent }: InboundBody, nowMs: number): InboundContent {
  const isAccepted = answer === 'accept';
  const reply = {
    response: answer,
    ...(isAccepted && !permanent && { expiration_timestamp: Math.floor((nowMs + PERMISSION_MS) / 1000) }),
    ...(isAccepted && { is_permanent: permanent === true }),
    response_source: 'user_action',
  };
  const interactive = { type: 'call_permission_reply', call_permission_reply: reply };
  return { type: 'interactive', wire: { interactive }, view: { text: isAccepted ? '📞 ✓' : '📞 ✗' } };
}

/** What WhatsApp sends when a person shares their number, whoever hides it otherwise. */
function ownCard(person: Person) {
  const name = { formatted_name: profileNameOf(person), first_name: profileNameOf(person) };
  return { name, phones: [{ phone: `+${person.phone}`, wa_id: person.phone, type: 'CELL' }] };
}

/** A tap on a template's quick reply has a type of its own; on any other message it is an interactive reply. */
function tapContent(tapped: Tappable): InboundContent {
  if ('row' in tapped) {
    const { id, title, description } = tapped.row;
    const reply = { id, title, ...(description && { description }) };
    const interactive = { type: 'list_reply', list_reply: reply };
    return { type: 'interactive', wire: { interactive }, view: { text: title, payload: id } };
  }
  const { text, payload = text } = tapped.button;
  const view = { text, payload };
  // Direct Send answers come in the form of a template's, too.
  const likeTemplate = tapped.message.type === 'template' || tapped.message.delivery?.category !== 'service';
  if (likeTemplate) return { type: 'button', wire: { button: { payload, text } }, view };
  const interactive = { type: 'button_reply', button_reply: { id: payload, title: text } };
  return { type: 'interactive', wire: { interactive }, view };
}
