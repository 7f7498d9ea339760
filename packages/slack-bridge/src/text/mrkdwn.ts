import { type ConvertedText, linkText } from './rich-text.ts';

// Slack's own escapes inside `text`: <@U1>, <#C1|name>, <!here>, <!date^…|fallback>, <https://…|label>.
const ENTITY = /<([^<>]*)>/g;

/**
 * Converts the `text` of a message that has no blocks. Slack's markers for bold, italic, strike and code are
 * WhatsApp's too, so only Slack's escapes are resolved.
 */
export function convertMrkdwn(text: string): ConvertedText {
  let mentions = false;
  const resolved = text.replace(ENTITY, (_, inner: string) => {
    const [target = '', label] = inner.split('|', 2);
    if (target.startsWith('!date^')) return label ?? '';
    if (/^[@#!]/.test(target)) {
      mentions = true;
      return '';
    }
    return linkText(target, label);
  });
  const plain = unescapeSlack(resolved).trim();
  return { text: plain, mentions, hasOtherContent: plain !== '', droppedEmoji: [], unknown: [] };
}

/** Escapes what Slack would read as an entity; nothing else is special in `text`. */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

// The ampersand last, or `&amp;lt;` would be unescaped twice.
function unescapeSlack(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
