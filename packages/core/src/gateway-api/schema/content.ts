import * as z from 'zod';

// Limits are Meta's (Cloud API documentation of each message type); what passes here is not refused for its form.
const text = z.string().min(1).max(4096);
const caption = z.string().max(1024).optional();
const httpsLink = z.string().max(2048).refine(isPublicHttps, 'must be an https link that Meta can reach');
const mediaId = z.string().min(1).max(200);

const TextContent = z.strictObject({ type: z.literal('text'), text, previewUrl: z.boolean().optional() });

const source = { link: httpsLink.optional(), mediaId: mediaId.optional() };
const oneSource = 'give exactly one of link and mediaId';
function hasOneSource(content: { link?: string | undefined; mediaId?: string | undefined }): boolean {
  return (content.link === undefined) !== (content.mediaId === undefined);
}

const ImageContent = z
  .strictObject({ type: z.literal('image'), ...source, caption })
  .refine(hasOneSource, oneSource);
const VideoContent = z
  .strictObject({ type: z.literal('video'), ...source, caption })
  .refine(hasOneSource, oneSource);
const AudioContent = z
  .strictObject({ type: z.literal('audio'), ...source, voice: z.boolean().optional() })
  .refine(hasOneSource, oneSource);
const DocumentContent = z
  .strictObject({
    type: z.literal('document'),
    ...source,
    caption,
    filename: z.string().min(1).max(240).optional(),
  })
  .refine(hasOneSource, oneSource);
const StickerContent = z
  .strictObject({ type: z.literal('sticker'), ...source })
  .refine(hasOneSource, oneSource);

const ButtonsHeader = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(60) }),
  z.strictObject({ type: z.literal('image'), ...source }).refine(hasOneSource, oneSource),
  z.strictObject({ type: z.literal('video'), ...source }).refine(hasOneSource, oneSource),
  z
    .strictObject({ type: z.literal('document'), ...source, filename: z.string().min(1).max(240).optional() })
    .refine(hasOneSource, oneSource),
]);

const ReplyButton = z.strictObject({ id: z.string().min(1).max(256), title: z.string().min(1).max(20) });

const ButtonsContent = z.strictObject({
  type: z.literal('buttons'),
  body: z.string().min(1).max(1024),
  buttons: z
    .array(ReplyButton)
    .min(1)
    .max(3)
    .refine((buttons) => isUnique(buttons.map((button) => button.id)), 'every button needs its own id')
    .refine((buttons) => isUnique(buttons.map((button) => button.title)), 'every button needs its own title'),
  header: ButtonsHeader.optional(),
  footer: z.string().min(1).max(60).optional(),
});

/** A template and its variables; the values themselves are checked against the template. */
export const TemplateContent = z.strictObject({
  type: z.literal('template'),
  name: z.string().min(1).max(512),
  language: z.string().min(2).max(20),
  variables: z.record(z.string().max(100), z.string().max(2048)).default({}),
});

/** Everything that may be sent. */
export const OutboundContent = z
  .discriminatedUnion('type', [
    TextContent,
    ImageContent,
    VideoContent,
    AudioContent,
    DocumentContent,
    StickerContent,
    ButtonsContent,
    TemplateContent,
  ])
  .meta({ id: 'OutboundContent' });

/** The content of a stored message; what a customer sent has more types than what may be sent. */
export const MessageContent = z.looseObject({ type: z.string() }).meta({
  id: 'MessageContent',
  description:
    'As sent, or as received: text, media, button (a tap), location, reaction, or unsupported with its raw form.',
});

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

// Checked by its form only: Meta fetches the link, the gateway never does.
function isPublicHttps(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const { protocol, hostname, username } = new URL(link);
  if (protocol !== 'https:' || username !== '') return false;
  const isAddress = /^[\d.]+$/.test(hostname) || hostname.startsWith('[');
  return (
    hostname !== 'localhost' && !hostname.endsWith('.localhost') && (!isAddress || isPublicAddress(hostname))
  );
}

function isPublicAddress(host: string): boolean {
  if (host.startsWith('[')) return !/^\[(::1?\]|::ffff:|f[cd]|fe[89ab])/i.test(host);
  return !/^(0|10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
    host,
  );
}
