import {
  type Fields,
  faultsOf,
  isFields,
  object,
  optional,
  required,
  type Shape,
  type ShapeFault,
  text,
} from '../shape/shape.ts';
import { faultsOfDirectSend } from './direct-send.ts';
import { interactiveShape } from './interactive-shape.ts';
import { MEDIA_SHAPES } from './media-shape.ts';
import { contactsShape, locationShape, pinShape, reactionShape, textShape } from './plain-shapes.ts';
import { templateShape } from './template-shape.ts';

/** Echoed in every status; Meta raised it from 256 to 512. */
const CALLBACK_DATA_MAX = 512;

const SHAPE_OF_TYPE: Record<string, Shape> = {
  text: textShape,
  ...MEDIA_SHAPES,
  interactive: interactiveShape,
  location: locationShape,
  contacts: contactsShape,
  reaction: reactionShape,
  pin: pinShape,
  template: templateShape,
};

const envelope = {
  messaging_product: required(text({ oneOf: ['whatsapp'] })),
  recipient_type: optional(text({ oneOf: ['individual', 'group'] })),
  to: optional(text({ max: 200 })),
  recipient: optional(text({ max: 200 })),
  type: optional(text({ oneOf: Object.keys(SHAPE_OF_TYPE) })),
  context: optional(object({ message_id: required(text({ max: 512 })) })),
  biz_opaque_callback_data: optional(text({ min: 0, max: CALLBACK_DATA_MAX })),
  recipient_identity_key_hash: optional(text()),
  messaging_account_id: optional(text()),
  paid_messaging_account_id: optional(text()),
  category: optional(text({ oneOf: ['utility', 'authentication'] })),
};

/** Only `/marketing_messages` knows these. */
const marketingEnvelope = {
  ...envelope,
  product_policy: optional(text({ oneOf: ['CLOUD_API_FALLBACK', 'STRICT'] })),
  message_activity_sharing: optional((value: unknown, path: string, faults: ShapeFault[]) => {
    if (typeof value !== 'boolean')
      faults.push({ path, kind: 'type', message: `${path} must be a boolean.` });
  }),
};

/**
 * Meta reads a message without `type` as a text; one of its own samples leaves it out of a list message as well, so
 * that an object of another type stands for that type where there is no text.
 */
export function typeOfSend(body: Fields): string {
  if (typeof body.type === 'string') return body.type;
  const named = Object.keys(SHAPE_OF_TYPE).filter((type) => body[type] !== undefined);
  const [only] = named;
  return named.length === 1 && only !== undefined ? only : 'text';
}

/** What is wrong with the form of a send. */
export function faultsOfSend(body: unknown, surface: 'messages' | 'marketing_messages'): ShapeFault[] {
  if (!isFields(body)) return [{ path: '', kind: 'type', message: 'The body must be a JSON object.' }];
  if (typeof body.type === 'string' && !Object.hasOwn(SHAPE_OF_TYPE, body.type)) {
    const known = Object.keys(SHAPE_OF_TYPE).join(', ');
    const message = `Param type must be one of {${known}} - got "${body.type.slice(0, 40)}".`;
    return [{ path: 'type', kind: 'type', message }];
  }
  const type = typeOfSend(body);
  const shape = SHAPE_OF_TYPE[type];
  const fields = surface === 'messages' ? envelope : marketingEnvelope;
  const faults = faultsOf(object({ ...fields, ...(shape && { [type]: required(shape) }) }), body);
  if (faults.length > 0) return faults;
  if (body.to === undefined && body.recipient === undefined) {
    return [{ path: 'to', kind: 'missing', message: 'The parameter to is required.' }];
  }
  if (type === 'pin' && body.recipient_type !== 'group') {
    return [
      {
        path: 'type',
        kind: 'value',
        message: 'type pin exists in groups only: recipient_type must be group.',
      },
    ];
  }
  return faultsOfDirectSend(body);
}
