import type {
  InboundContent,
  ReceivedCallPermission,
  ReceivedForm,
  ReceivedOrder,
  ReceivedTap,
} from '../../message/received-content.ts';
import { Interactive } from './payload.ts';
import { asObject, present, read, UnreadableItem } from './reading.ts';
import { amount, type Fields, moment, part, parts, truth, word } from './side-facts.ts';

/** What was tapped, filled in or allowed in answer to an interactive message. */
export function interactiveContent(item: unknown): InboundContent {
  const interactive = read(Interactive, item, ['interactive']);
  switch (interactive.type) {
    case 'button_reply':
      return tap('buttons', interactive.button_reply, 'button_reply');
    case 'list_reply':
      return tap('list', interactive.list_reply, 'list_reply');
    case 'nfm_reply':
      return formReply(part(asObject(item) ?? {}, 'nfm_reply'));
    case 'call_permission_reply':
      return callPermission(part(asObject(item) ?? {}, 'call_permission_reply'));
    default:
      return { type: 'unsupported', wireType: interactive.type, raw: item };
  }
}

type Reply = {
  readonly id: string;
  readonly title: string;
  readonly description?: string | null | undefined;
};

function tap(source: 'buttons' | 'list', reply: Reply | null | undefined, field: string): ReceivedTap {
  if (!reply) throw new UnreadableItem(['interactive', field], 'Missing, although the type names it');
  return present({
    type: 'button' as const,
    source,
    payload: reply.id,
    text: reply.title,
    description: reply.description ?? undefined,
  });
}

function formReply(reply: Fields): ReceivedForm {
  return present({
    type: 'form_reply' as const,
    form: word(reply, 'name'),
    text: word(reply, 'body'),
    answers: answersOf(reply.response_json),
  });
}

// Meta sends the answers as JSON within a text; what a flow of somebody's own makes of it is kept as it is.
function answersOf(response: unknown): ReceivedForm['answers'] {
  if (typeof response !== 'string') return asObject(response) ?? {};
  try {
    return asObject(JSON.parse(response)) ?? response;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return response;
  }
}

function callPermission(reply: Fields): ReceivedCallPermission {
  const response = word(reply, 'response');
  if (response === undefined) {
    throw new UnreadableItem(
      ['interactive', 'call_permission_reply', 'response'],
      'Expected accept or reject',
    );
  }
  return present({
    type: 'call_permission' as const,
    response,
    expiresAt: moment(reply, 'expiration_timestamp')?.toISOString(),
    isPermanent: truth(reply, 'is_permanent'),
    responseSource: word(reply, 'response_source'),
  });
}

/** A basket from the catalogue. */
export function orderContent(item: unknown): ReceivedOrder {
  const order = asObject(item);
  if (!order) throw new UnreadableItem(['order'], 'Expected an object');
  return present({
    type: 'order' as const,
    catalogId: word(order, 'catalog_id'),
    text: word(order, 'text'),
    items: parts(order, 'product_items').map((piece) =>
      present({
        productRetailerId: word(piece, 'product_retailer_id') ?? '',
        quantity: amount(piece, 'quantity'),
        itemPrice: amount(piece, 'item_price'),
        currency: word(piece, 'currency'),
      }),
    ),
  });
}
