import * as z from 'zod';
import { Id } from './primitives.ts';
import { Template } from './template.ts';

/*
 * A template as it is submitted. Meta's limits are not repeated here: `lint` names each of them by its code, so these
 * bounds only keep a stray document out.
 */
const LONG = 10_000;
const SHORT = 500;

const Text = z.string().max(LONG);
const Label = z.string().max(SHORT);

const Examples = z
  .record(z.string().min(1).max(100), z.string().max(LONG))
  .default({})
  .meta({ description: 'A sample for each variable, by its name or number: Meta reviews with them' });

const sample = z
  .string()
  .max(LONG)
  .optional()
  .meta({ description: 'A handle of a resumable upload, or media:<id> of an uploaded file' });

const Header = z.discriminatedUnion('format', [
  z.strictObject({ format: z.literal('text'), text: Text, examples: Examples }),
  z.strictObject({ format: z.literal('image'), example: sample }),
  z.strictObject({ format: z.literal('video'), example: sample }),
  z.strictObject({ format: z.literal('document'), example: sample }),
  z.strictObject({ format: z.literal('location') }),
  z.strictObject({ format: z.literal('product') }),
]);

const Body = z.strictObject({ text: Text, examples: Examples });

const OtpApp = z.strictObject({ packageName: Label, signatureHash: Label });

const plain = <Kind extends string>(kind: Kind) => z.strictObject({ kind: z.literal(kind), text: Label });

const Button = z.discriminatedUnion('kind', [
  plain('quick_reply'),
  z.strictObject({ kind: z.literal('url'), text: Label, url: Text, example: Text.optional() }),
  z.strictObject({ kind: z.literal('phone_number'), text: Label, phoneNumber: Label }),
  z.strictObject({ kind: z.literal('copy_code'), text: Label.default(''), example: Label.optional() }),
  z.strictObject({
    kind: z.literal('otp'),
    text: Label.default(''),
    otpType: z.enum(['COPY_CODE', 'ONE_TAP', 'ZERO_TAP']),
    autofillText: Label.optional(),
    apps: z.array(OtpApp).max(20).optional(),
    zeroTapTermsAccepted: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('flow'),
    text: Label,
    flowId: Label.optional(),
    flowName: Label.optional(),
    flowJson: z.string().max(200_000).optional(),
    flowAction: z.enum(['navigate', 'data_exchange']).optional(),
    navigateScreen: Label.optional(),
  }),
  plain('catalog'),
  plain('multi_product'),
  plain('single_product'),
  plain('voice_call'),
  plain('order_details'),
  z.strictObject({ kind: z.literal('contact_request'), text: Label.default('') }),
]);

const Buttons = z.array(Button).max(50).default([]);

const Card = z.strictObject({ header: Header.optional(), body: Body.optional(), buttons: Buttons });

const content = {
  // Meta writes them in capitals, and so does whoever copies from there.
  category: z.enum(['marketing', 'utility', 'authentication', 'MARKETING', 'UTILITY', 'AUTHENTICATION']),
  parameterFormat: z.enum(['positional', 'named']).optional().meta({
    description: 'Read from the variables by default: numbers or names',
  }),
  components: z.array(z.record(z.string(), z.unknown())).min(1).max(10).optional().meta({
    description: 'Instead of the parts below: the components as the Cloud API writes them',
  }),
  header: Header.optional(),
  offer: z.strictObject({ text: Text, expires: z.boolean().default(false) }).optional(),
  body: Body.extend({
    text: Text.default(''),
    securityRecommendation: z.boolean().optional(),
  }).optional(),
  footer: z.strictObject({ text: Text.default(''), codeExpirationMinutes: z.number().optional() }).optional(),
  buttons: Buttons,
  cards: z.array(Card).max(50).default([]),
  ttlSeconds: z.number().int().optional(),
};

const account = Id.optional().meta({ description: 'Where several accounts are connected: which' });

type Written = { readonly [Part in 'header' | 'offer' | 'body' | 'footer']?: unknown } & {
  readonly components?: unknown;
  readonly buttons: readonly unknown[];
  readonly cards: readonly unknown[];
};

const writtenOnce = ({ components, header, offer, body, footer, buttons, cards }: Written): boolean =>
  components === undefined ||
  ([header, offer, body, footer].every((part) => part === undefined) && buttons.length + cards.length === 0);

const twice = {
  path: ['components'],
  message: 'goes instead of header, offer, body, footer, buttons and cards; give one of the two',
};

export const NewTemplate = z
  .strictObject({
    account,
    name: z.string().min(1).max(1000),
    language: z.string().min(1).max(20),
    ...content,
  })
  .refine(writtenOnce, twice);

export const TemplateEdit = z.strictObject(content).refine(writtenOnce, twice);

export const LintFinding = z
  .object({
    path: z.string(),
    code: z.string(),
    level: z.enum(['error', 'warning']),
    message: z.string(),
  })
  .meta({ id: 'LintFinding' });

export const LintReport = z
  .object({
    ok: z.boolean().meta({ description: 'No error; warnings do not count' }),
    findings: z.array(LintFinding),
  })
  .meta({ id: 'LintReport' });

/** A submitted template, with what Meta may still hold against it. */
export const SubmittedTemplate = Template.extend({ findings: z.array(LintFinding) }).meta({
  id: 'SubmittedTemplate',
});
