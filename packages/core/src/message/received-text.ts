import type { ContactCard } from './contact-card.ts';
import type {
  InboundContent,
  OrderedItem,
  ReceivedCallPermission,
  ReceivedContext,
  ReceivedForm,
  ReceivedLocation,
  ReceivedOrder,
  ReceivedRaw,
} from './received-content.ts';
import { english, german, type ReceivedWords } from './received-words.ts';

type Language = 'de' | 'en';

/** What a reader sees of a form at most; the rest is in the content. */
const ANSWERS_SHOWN = 50;
const ANSWER_SHOWN = 500;

/** Fields of a flow's answer that are the machine's, not the customer's. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['flow_token']);

/** What a customer sent, as text for whoever reads along: what is no text is named in square brackets. */
export function receivedText(content: InboundContent, language: Language): string {
  const words = language === 'de' ? german : english;
  switch (content.type) {
    case 'text':
      return content.text;
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return lines(
        `[${[words[content.type], content.filename].filter(Boolean).join(': ')}]`,
        content.caption,
      );
    case 'button':
      return `[${words.tapped}] ${content.text}`;
    case 'location':
      return placeText(content, words);
    case 'reaction':
      return content.emoji ? `[${words.reaction}] ${content.emoji}` : `[${words.reactionRemoved}]`;
    case 'contacts':
      return `[${words.contact}] ${contactsText(content.contacts)}`;
    case 'order':
      return orderText(content, words, language);
    case 'form_reply':
      return formText(content, words);
    case 'call_permission':
      return `[${permissionText(content, words, language)}]`;
    case 'unsupported':
      return `[${unsupportedText(content, words)}]`;
  }
}

// Of some kinds WhatsApp gives businesses nothing but the name; others Parley does not know yet.
function unsupportedText({ wireType, error }: ReceivedRaw, words: ReceivedWords): string {
  const known = Object.hasOwn(words.kinds, wireType) ? words.kinds[wireType] : undefined;
  if (known !== undefined) return words.notPassedOn(known);
  return error === undefined ? words.notShown(wireType) : words.notPassedOn(wireType);
}

/** Where a message comes from and what it is about, in a line of its own; undefined when there is nothing to say. */
export function contextText(context: ReceivedContext | undefined, language: Language): string | undefined {
  if (!context) return undefined;
  const words = language === 'de' ? german : english;
  const { forwarded, frequentlyForwarded, referral, product } = context;
  const said = [
    frequentlyForwarded ? words.frequentlyForwarded : forwarded ? words.forwarded : undefined,
    product?.productRetailerId === undefined ? undefined : words.aboutProduct(product.productRetailerId),
    referral && words.fromAd(referral.headline ?? referral.body ?? ''),
  ].filter((part) => part !== undefined);
  return said.length > 0 ? said.map((part) => `[${part}]`).join(' ') : undefined;
}

/** Names of contacts, each with how to reach them. */
export function contactsText(contacts: readonly ContactCard[]): string {
  return contacts
    .map(({ name, phones = [], emails = [] }) => {
      const reach = [...phones.map(({ phone, waId }) => phone ?? waId), ...emails.map(({ email }) => email)];
      const known = reach.filter((entry) => entry !== undefined && entry !== '');
      const shown = name?.formattedName ?? '';
      return known.length > 0 ? `${shown} (${known.join(', ')})`.trim() : shown;
    })
    .join(', ');
}

function placeText({ name, address, latitude, longitude, url }: ReceivedLocation, words: ReceivedWords) {
  const place = [name, address].filter(Boolean).join(', ');
  return lines(`[${words.location}] ${place || `${latitude}, ${longitude}`}`, url);
}

function orderText(order: ReceivedOrder, words: ReceivedWords, language: Language): string {
  return lines(
    `[${words.order}] ${order.text ?? ''}`.trim(),
    ...order.items.map((item) => itemText(item, language)),
  );
}

function itemText({ productRetailerId, quantity = 1, itemPrice, currency }: OrderedItem, language: Language) {
  const price = itemPrice === undefined ? undefined : priceText(itemPrice, currency, language);
  return `${quantity} × ${productRetailerId}${price === undefined ? '' : ` (${price})`}`;
}

function priceText(price: number, currency: string | undefined, language: Language): string {
  // Any three letters are a currency to Intl; with anything else it throws.
  if (currency !== undefined && /^[A-Z]{3}$/i.test(currency))
    return new Intl.NumberFormat(language, { style: 'currency', currency }).format(price);
  return `${price} ${currency ?? ''}`.trim();
}

function formText({ answers, text }: ReceivedForm, words: ReceivedWords): string {
  const title = `[${words.form}]`;
  if (typeof answers === 'string') return lines(title, answers.slice(0, ANSWER_SHOWN));
  const shown = flat(answers).slice(0, ANSWERS_SHOWN);
  return shown.length > 0 ? lines(title, ...shown) : lines(title, text);
}

function flat(answers: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(answers).flatMap(([field, answer]): string[] => {
    if (OWN_FIELDS.has(field) || answer === null || answer === '') return [];
    if (typeof answer === 'object' && !Array.isArray(answer))
      return flat(answer as Readonly<Record<string, unknown>>);
    const said = Array.isArray(answer) ? answer.map(plain).join(', ') : plain(answer);
    return [`${field}: ${said.slice(0, ANSWER_SHOWN)}`];
  });
}

function plain(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function permissionText(
  { response, expiresAt, isPermanent }: ReceivedCallPermission,
  words: ReceivedWords,
  language: Language,
): string {
  if (response !== 'accept') return words.callsRefused;
  if (isPermanent || expiresAt === undefined) return words.callsAllowed;
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return words.callsAllowedUntil(day.format(new Date(expiresAt)));
}

function lines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}
