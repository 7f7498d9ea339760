import * as z from 'zod';
import { isFileLink } from '../../../message/file-link.ts';
import { fileLinksIn } from '../../../message/file-links.ts';
import { NOT_PUBLIC } from './file-link.ts';

type Message = Readonly<Record<string, unknown>>;

/** What the gateway sets itself, or what would leave the rules: each with what to do instead. */
const REFUSED: Readonly<Record<string, string>> = {
  to: 'the gateway sets the recipient: give it as "to" of the request, and remove it here',
  recipient: 'the gateway sets the recipient: give it as "to" of the request, and remove it here',
  group_id: 'messages to groups cannot be sent; remove it',
  biz_opaque_callback_data: 'the gateway sets the callback data, to know the message again; remove it',
  category: 'Direct Send goes around the 24-hour window and the approved templates; remove it',
};

/** Fields of the envelope that may stand beside `type` and its object. */
const ALLOWED: ReadonlySet<string> = new Set([
  'messaging_product',
  'recipient_type',
  'recipient_identity_key_hash',
  'context',
  'type',
]);

/** The fields of the envelope, where they are given. */
const Envelope = z.object({
  messaging_product: z.literal('whatsapp').optional(),
  recipient_type: z
    .unknown()
    .refine((type) => type === 'individual', 'must be "individual": messages to groups cannot be sent')
    .optional(),
  recipient_identity_key_hash: z.string().optional(),
  context: z.strictObject({ message_id: z.string().min(1).max(512) }).optional(),
});

const REFUSED_TYPES: Readonly<Record<string, string>> = {
  template: 'send a template with content.type "template": its approval and its variables are checked there',
  pin: 'messages to groups cannot be sent, and pins exist in groups only',
};

type Context = z.core.$RefinementCtx<Message>;

export const RawContent = z
  .strictObject({
    type: z.literal('raw'),
    message: z.record(z.string(), z.unknown()).superRefine(checkMessage).meta({
      description:
        'A message object of the Cloud API: `type` and the object named by it, in the names of Meta. Refused in it: to, recipient, group_id, recipient_type "group", biz_opaque_callback_data, category.',
    }),
  })
  .meta({ description: 'What the other types do not have, as the Cloud API documents it.' });

function checkMessage(message: Message, context: Context): void {
  const { type } = message;
  checkType(message, context);
  for (const key of Object.keys(message)) {
    const refused = Object.hasOwn(REFUSED, key) ? REFUSED[key] : undefined;
    if (refused !== undefined) fault(context, [key], refused);
    else if (key !== type && !ALLOWED.has(key))
      context.addIssue({ code: 'unrecognized_keys', keys: [key], input: message });
  }
  // An issue that was reported can be reported again; the two types differ in what may be undefined.
  for (const issue of Envelope.safeParse(message, { reportInput: true }).error?.issues ?? [])
    context.addIssue(issue as Exclude<Parameters<Context['addIssue']>[0], string>);
}

function checkType(message: Message, context: Context): void {
  const { type } = message;
  if (typeof type !== 'string') {
    context.addIssue({ code: 'invalid_type', expected: 'string', input: type, path: ['type'] });
    return;
  }
  const payload = Object.hasOwn(message, type) ? message[type] : undefined;
  const refused = Object.hasOwn(REFUSED_TYPES, type) ? REFUSED_TYPES[type] : undefined;
  if (refused !== undefined) fault(context, ['type'], refused);
  else if (isEnvelope(type) || !/^[a-z][a-z_]{0,49}$/.test(type))
    fault(context, ['type'], 'must be a message type of the Cloud API, such as "interactive"');
  else if (typeof payload !== 'object' || payload === null)
    context.addIssue({ code: 'invalid_type', expected: 'object', input: payload, path: [type] });
  else checkLinks(payload, type, context);
}

function isEnvelope(field: string): boolean {
  return ALLOWED.has(field) || Object.hasOwn(REFUSED, field);
}

// Links to files are held to the same form as everywhere.
function checkLinks(payload: object, type: string, context: Context): void {
  for (const { link, path } of fileLinksIn(payload, [type]))
    if (!isFileLink(link)) fault(context, [...path], NOT_PUBLIC);
}

function fault(context: Context, path: (string | number)[], message: string): void {
  context.addIssue({ code: 'custom', message, path });
}
