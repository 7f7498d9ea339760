import { element, icon } from './element.js';
import { fill, language, timeOf, words } from './words.js';

const MARKS = { '*': 'strong', _: 'em', '~': 's' };

/** WhatsApp's own marks: *bold*, _italic_, ~struck~; everything stays text. */
export function formatted(text) {
  const parts = text.split(/(\*[^*\n]+\*|(?<!\w)_[^_\n]+_(?!\w)|~[^~\n]+~)/);
  return parts.map((part) => {
    const tag = part.length > 2 && part[0] === part.at(-1) ? MARKS[part[0]] : undefined;
    return tag ? element(tag, {}, part.slice(1, -1)) : part;
  });
}

const TICKS = {
  accepted: 'clock',
  sent: 'tick',
  delivered: 'ticks',
  received: 'ticks',
  read: 'ticks',
  failed: 'alert',
};

/** Time and ticks in the corner of a bubble. */
function stamp(message) {
  const label = words().status[message.status] ?? message.status;
  const mark = element(
    'span',
    { class: `mark mark-${message.status}` },
    icon(TICKS[message.status] ?? 'clock', label),
  );
  return element(
    'span',
    { class: 'stamp' },
    element('time', { datetime: message.at }, timeOf(message.at)),
    mark,
  );
}

const MEDIA_ICONS = { image: 'picture', video: 'film', audio: 'voice', document: 'file', sticker: 'picture' };

/** A picture the sandbox has is shown; every other file is a placeholder with its name. */
function mediaBox({ kind, id, link, filename }) {
  const label = words().media[kind];
  if (id && kind === 'image') {
    return element('img', { class: 'picture', src: `/sandbox/media/${encodeURIComponent(id)}`, alt: label });
  }
  if (kind === 'audio') {
    return element(
      'div',
      { class: 'voice' },
      icon('voice', label),
      element('span', { class: 'wave', 'aria-hidden': 'true' }),
    );
  }
  const name = filename ?? (link ? link.split(/[?#]/)[0].split('/').at(-1) : undefined) ?? label;
  const tall = kind === 'image' || kind === 'video';
  return element(
    'div',
    { class: tall ? 'file file-tall' : 'file' },
    icon(MEDIA_ICONS[kind], label),
    element('span', {}, name || label),
  );
}

function headerBox(header) {
  if (header.kind === 'text') return element('p', { class: 'head', dir: 'auto' }, header.text);
  if (header.kind === 'location')
    return element('div', { class: 'file' }, icon('pin'), element('span', {}, header.text));
  return mediaBox(header);
}

const BUTTON_ICONS = { reply: 'reply', url: 'link', phone: 'phone', code: 'copy', other: 'list' };

function buttonRow(button, message, tap) {
  const tappable = button.kind === 'reply' && message.status !== 'failed';
  const title = button.url ?? button.code ?? button.text;
  return element(
    'button',
    {
      type: 'button',
      class: 'choice',
      title,
      disabled: !tappable,
      onclick: () => tap({ type: 'button', replyTo: message.wamid, payload: button.payload ?? button.text }),
    },
    icon(BUTTON_ICONS[button.kind] ?? 'list'),
    button.text,
  );
}

/** The rows of a list open below its button, as the sheet does on a phone. */
function listRows(list, message, tap) {
  const section = ({ title, rows }) => [
    title && element('p', { class: 'section' }, title),
    rows.map((row) =>
      element(
        'button',
        {
          type: 'button',
          class: 'row',
          disabled: message.status === 'failed',
          onclick: () => tap({ type: 'button', replyTo: message.wamid, payload: row.id }),
        },
        element('span', { class: 'row-title', dir: 'auto' }, row.title),
        row.description && element('span', { class: 'row-text', dir: 'auto' }, row.description),
      ),
    ),
  ];
  return element(
    'details',
    { class: 'choices-list' },
    element('summary', { class: 'choice' }, icon('list'), list.button),
    element('div', { class: 'rows' }, ...list.sections.flatMap(section).flat()),
  );
}

function quoteBox(message, all) {
  const quoted = message.quote && all.find(({ wamid }) => wamid === message.quote);
  if (!quoted) return undefined;
  const text = quoted.text ?? words().media[quoted.media?.kind] ?? '';
  return element(
    'p',
    { class: `quote quote-${quoted.from}`, title: fill(words().answered, { text }) },
    element('span', { dir: 'auto' }, text),
  );
}

function textOf(message) {
  if (message.type === 'unsupported') return element('p', { class: 'note' }, words().unsupported);
  if (message.type === 'revoke') return element('p', { class: 'note' }, words().revoke);
  if (!message.text) return undefined;
  const sign = { location: 'pin', contacts: 'person' }[message.type];
  const edited = message.type === 'edit' && element('span', { class: 'note' }, ` (${words().edit})`);
  const pictured = sign && icon(sign);
  return element('p', { class: 'words', dir: 'auto' }, pictured, ...formatted(message.text), edited);
}

function cardBox(card, message, tap) {
  return element(
    'div',
    { class: 'card' },
    card.header && headerBox(card.header),
    card.text && element('p', { class: 'words', dir: 'auto' }, ...formatted(card.text)),
    (card.buttons ?? []).map((button) => buttonRow(button, message, tap)),
  );
}

function offerText({ text, expiresAt }) {
  return expiresAt ? `${text} · ${new Date(expiresAt).toLocaleString(language())}` : text;
}

/** One message as the phone shows it; `tap` is called with what a tapped button sends. */
export function bubble(message, all, tap) {
  const { header, offer, footer, buttons = [], list, cards = [], media, template, error } = message;
  const reactions = all.filter((one) => one.reactsTo === message.wamid);
  const newest = (from) => reactions.findLast((one) => one.from === from)?.text;
  const emoji = [newest('business'), newest('customer')].filter(Boolean).join('');
  return element(
    'li',
    { class: `message from-${message.from}`, 'data-wamid': message.wamid, 'data-status': message.status },
    element(
      'div',
      {
        class: `bubble${message.status === 'failed' ? ' bubble-failed' : ''}`,
        title: template && fill(words().template, template),
      },
      quoteBox(message, all),
      header && headerBox(header),
      offer && element('p', { class: 'head' }, offerText(offer)),
      media && mediaBox(media),
      textOf(message),
      footer && element('p', { class: 'foot', dir: 'auto' }, footer),
      stamp(message),
      (buttons.length > 0 || list) &&
        element(
          'div',
          { class: 'choices' },
          buttons.map((button) => buttonRow(button, message, tap)),
          list && listRows(list, message, tap),
        ),
    ),
    cards.length > 0 &&
      element(
        'div',
        { class: 'cards' },
        cards.map((card) => cardBox(card, message, tap)),
      ),
    emoji && element('span', { class: 'reaction' }, emoji),
    error &&
      element(
        'p',
        { class: 'failure' },
        icon('alert'),
        `${error.code} ${error.title}. ${words().notDelivered}`,
      ),
  );
}

/** The name of a day between messages. */
export function dayOf(iso) {
  const day = new Date(iso);
  const daysAgo = Math.round(
    (new Date().setHours(0, 0, 0, 0) - new Date(iso).setHours(0, 0, 0, 0)) / 86_400_000,
  );
  if (daysAgo === 0) return words().today;
  if (daysAgo === 1) return words().yesterday;
  return day.toLocaleDateString(language(), { day: 'numeric', month: 'long', year: 'numeric' });
}
