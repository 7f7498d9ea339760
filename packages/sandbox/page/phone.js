import { bubble, dayOf } from './bubble.js';
import { loadMessages, prefer, readAs, writeAs } from './calls.js';
import { element, icon } from './element.js';
import { fill, soonOf, words } from './words.js';

const WINDOW_MS = 24 * 60 * 60 * 1000;

/** The newest messages of a chat are enough to look at. */
const MESSAGES_MAX = 200;

/** Fixed words for kinds that need content; files come from the sandbox's own samples. */
const CONTENT = {
  location: {
    location: {
      latitude: 52.5163,
      longitude: 13.3777,
      name: 'Brandenburger Tor',
      address: 'Pariser Platz, Berlin',
    },
  },
  contacts: {
    contacts: [
      {
        name: { formatted_name: 'Max Beispiel', first_name: 'Max' },
        phones: [{ phone: '+49 151 99999901' }],
      },
    ],
  },
};

const initialsOf = (name) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part[0] ?? '')
    .join('')
    .toUpperCase();

/** One customer's phone; it keeps its composer while messages come and go. */
export function phone(person, business) {
  // Safari forgets that a list without numbers is one.
  const list = element('ol', { class: 'messages', role: 'list' });
  const log = element(
    'div',
    { class: 'log', role: 'log', 'aria-label': person.name ?? person.phone, tabindex: '0' },
    list,
  );
  const chips = element('div', { class: 'chips' });
  const subtitle = element('span', { class: 'subtitle' }, words().business);
  const marketing = element('button', { type: 'button', class: 'quiet', onclick: () => toggleMarketing() });
  const frame = element(
    'article',
    { class: 'phone', 'data-phone': person.phone, 'aria-labelledby': `owner-${person.phone}` },
    element(
      'header',
      { class: 'owner' },
      element('h2', { id: `owner-${person.phone}`, dir: 'auto' }, person.name ?? `+${person.phone}`),
      element('p', { class: 'owner-number' }, `+${person.phone}`),
      chips,
    ),
    element(
      'div',
      { class: 'device' },
      element(
        'div',
        { class: 'bar' },
        element('span', { class: 'avatar', 'aria-hidden': 'true' }, initialsOf(business.verifiedName)),
        element('span', { class: 'bar-names' }, element('strong', {}, business.verifiedName), subtitle),
      ),
      log,
      composer(person),
    ),
    element(
      'div',
      { class: 'actions' },
      element(
        'button',
        { type: 'button', class: 'quiet', onclick: () => readAs(person.phone).catch(ignore) },
        icon('eye'),
        words().markRead,
      ),
      marketing,
    ),
  );
  const shown = new Map();
  let current = person;
  let typingTimer;

  function toggleMarketing() {
    prefer(person.phone, current.marketingStopped ? 'resume' : 'stop').catch(ignore);
  }

  function showPerson(next) {
    current = next;
    const [window] = next.windows;
    const until = window?.lastInboundAt && new Date(Date.parse(window.lastInboundAt) + WINDOW_MS);
    chips.replaceChildren(
      window?.open
        ? element('span', { class: 'chip chip-open' }, fill(words().windowOpen, { time: soonOf(until) }))
        : element('span', { class: 'chip' }, words().windowClosed),
      ...(next.hidden ? [element('span', { class: 'chip' }, words().hidden)] : []),
      ...(next.marketingStopped ? [element('span', { class: 'chip chip-stop' }, words().noMarketing)] : []),
    );
    marketing.replaceChildren(icon('mute'), next.marketingStopped ? words().resume : words().stop);
  }

  async function showMessages() {
    const messages = await loadMessages(person.phone);
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    const items = [];
    let day;
    for (const message of messages.slice(-MESSAGES_MAX)) {
      if (message.reactsTo) continue;
      const next = dayOf(message.at);
      if (next !== day) items.push(element('li', { class: 'day' }, element('span', {}, next)));
      day = next;
      items.push(bubbleOf(message, messages));
    }
    if (items.length === 0) items.push(element('li', { class: 'none' }, words().empty));
    replaceKeeping(list, items);
    const toEnd = () => {
      log.scrollTop = log.scrollHeight;
    };
    if (atEnd || !log.dataset.seen) {
      toEnd();
      // A picture gets its height only when it has come.
      for (const picture of log.querySelectorAll('img'))
        picture.addEventListener('load', toEnd, { once: true });
    }
    log.dataset.seen = 'yes';
    if (messages.at(-1)?.from === 'business') subtitle.textContent = words().business;
  }

  /** The bubble as it stands while nothing about it changed, so that an opened list and the focus outlast the ticks of others. */
  function bubbleOf(message, all) {
    const around = all.filter((one) => one.reactsTo === message.wamid || one.wamid === message.quote);
    const state = JSON.stringify([message, around]);
    const known = shown.get(message.wamid);
    if (known?.state === state) return known.item;
    const item = bubble(message, all, tap);
    const wasOpen = known?.item.querySelector('details[open]');
    if (wasOpen) item.querySelector('details').open = true;
    shown.set(message.wamid, { state, item });
    return item;
  }

  function tap(message) {
    writeAs(person.phone, message).catch(ignore);
    frame.querySelector('input')?.focus();
  }

  function showTyping(untilMs) {
    subtitle.textContent = words().typing;
    clearTimeout(typingTimer);
    typingTimer = setTimeout(
      () => (subtitle.textContent = words().business),
      Math.max(0, untilMs - Date.now()),
    );
  }

  showPerson(person);
  return { frame, showPerson, showMessages, showTyping };
}

/** Puts the items in without taking out those that stay; a button that had the focus hands it on to its successor. */
function replaceKeeping(list, items) {
  const held = list.contains(document.activeElement) ? document.activeElement : undefined;
  const holder = held?.closest('[data-wamid]');
  const place = holder ? [...holder.querySelectorAll('button, summary')].indexOf(held) : -1;
  const staying = new Set(items);
  for (const child of [...list.children]) if (!staying.has(child)) child.remove();
  for (const [index, item] of items.entries())
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  if (!holder || list.contains(document.activeElement)) return;
  const successor = items.find(({ dataset }) => dataset.wamid === holder.dataset.wamid);
  successor?.querySelectorAll('button, summary')[place]?.focus();
}

/** What failed is shown by whoever listens for complaints. */
const ignore = () => {};

function composer(person) {
  const input = element('input', {
    name: 'text',
    autocomplete: 'off',
    placeholder: words().write,
    'aria-label': words().write,
  });
  const kinds = Object.entries(words().kinds).map(([value, label]) => element('option', { value }, label));
  const kind = element('select', { name: 'type', 'aria-label': words().what, title: words().what }, ...kinds);
  const age = element(
    'select',
    { name: 'age', 'aria-label': words().age, title: words().age },
    element('option', { value: '0' }, words().ageNow),
    element('option', { value: '25' }, words().ageOld),
  );
  const submit = async (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (kind.value === 'text' && text === '') return input.focus();
    const captioned = ['text', 'image', 'video', 'document'].includes(kind.value) && text !== '';
    const message = {
      type: kind.value,
      ageHours: Number(age.value),
      ...(captioned && { text }),
      ...(kind.value === 'audio' && { voice: true }),
      ...CONTENT[kind.value],
    };
    try {
      await writeAs(person.phone, message);
      input.value = '';
      kind.value = 'text';
    } catch {
      input.select();
    }
    return input.focus();
  };
  return element(
    'form',
    { class: 'composer', onsubmit: submit },
    element('div', { class: 'options' }, kind, age),
    element(
      'div',
      { class: 'line' },
      input,
      element('button', { class: 'send', 'aria-label': words().send }, icon('send')),
    ),
  );
}
