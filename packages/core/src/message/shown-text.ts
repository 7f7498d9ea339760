import { contactsText } from './contacts-text.ts';
import type { LocationContent, MediaContent, MessageContent } from './content.ts';
import { formText } from './form-text.ts';
import { lines } from './lines.ts';
import { orderText } from './order-text.ts';
import type {
  ReceivedCallPermission,
  ReceivedLocation,
  ReceivedMedia,
  ReceivedRaw,
} from './received-content.ts';
import { english, german, type ReceivedWords } from './received-words.ts';
import { visibleText } from './visible-text.ts';

type Language = 'de' | 'en';

/** A message's content as the gateway tells it, perhaps of a kind that this version does not know yet. */
type ToldContent = Readonly<Record<string, unknown>> & { readonly type: string };

/**
 * What a message of either direction says, as text for whoever reads along: what is no text is named in square brackets.
 * Unknown kinds are named, never dropped. A template is only named: its text is in the catalogue.
 */
export function shownText(told: MessageContent | ToldContent, language: Language): string {
  const content = told as MessageContent;
  const words = language === 'de' ? german : english;
  switch (content.type) {
    case 'text':
      return content.text;
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return mediaText(content, words);
    case 'button':
      return `[${words.tapped}] ${content.text || content.payload}`;
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
    case 'buttons':
      return lines(content.body, titlesOf(content.buttons));
    case 'list':
      return lines(content.body, titlesOf(content.sections.flatMap(({ rows }) => rows)));
    case 'link':
      return lines(content.body, `[${content.button}]`, content.url);
    case 'flow':
      return lines(content.body, `[${content.button}]`);
    case 'location_request':
    case 'contact_request':
      return content.body;
    case 'template':
      return `[${words.template(content.name, content.language)}]`;
    case 'raw':
      return visibleText(content) ?? `[${words.notShown('raw')}]`;
    case 'unsupported':
      return `[${unsupportedText(content, words)}]`;
    default:
      return `[${words.notShown(told.type)}]`;
  }
}

function mediaText(content: ReceivedMedia | MediaContent, words: ReceivedWords): string {
  const title = [words[content.type], content.filename].filter(Boolean).join(': ');
  return lines(`[${title}]`, 'link' in content ? content.link : undefined, content.caption);
}

function placeText(content: ReceivedLocation | LocationContent, words: ReceivedWords): string {
  const place = [content.name, content.address].filter(Boolean).join(', ');
  return lines(
    `[${words.location}] ${place || `${content.latitude}, ${content.longitude}`}`,
    'url' in content ? content.url : undefined,
  );
}

function titlesOf(tappable: readonly { readonly title: string }[]): string {
  return tappable.map(({ title }) => `[${title}]`).join(' ');
}

// Of some kinds WhatsApp gives businesses nothing but the name; others Parley does not know yet.
function unsupportedText({ wireType, error }: ReceivedRaw, words: ReceivedWords): string {
  const known = Object.hasOwn(words.kinds, wireType) ? words.kinds[wireType] : undefined;
  if (known !== undefined) return words.notPassedOn(known);
  return error === undefined ? words.notShown(wireType) : words.notPassedOn(wireType);
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
