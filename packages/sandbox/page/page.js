import { addCustomer, loadState, onComplaint } from './calls.js';
import { element, icon } from './element.js';
import { panel } from './panel.js';
import { phone } from './phone.js';
import { fill, language, pickLanguage, words } from './words.js';

/** How long a complaint stays on the screen. */
const TOAST_MS = 6_000;

/** Changes that come close together are shown together. */
const SETTLE_MS = 60;

/** Phones side by side; more would be too much for a browser and for eyes. */
const PHONES_MAX = 24;

/** What the form for the first customer suggests. */
const FIRST = { phone: '+49 151 12345678', name: 'Erika Beispiel' };

const place = (id) => document.getElementById(id);
let phones = new Map();
let side;
let alive;

document.documentElement.lang = language();
onComplaint(showToast);
build();
listen();

/** Builds the whole page in its language. */
function build() {
  const w = words();
  phones = new Map();
  side = panel();
  alive = element('span', { class: 'alive' }, w.live);
  const pick = (code, label) =>
    element(
      'button',
      { type: 'button', 'aria-pressed': language() === code, lang: code, onclick: () => switchTo(code) },
      label,
    );
  place('top').replaceChildren(
    element('div', { class: 'brand' }, element('h1', {}, 'Parley Sandbox'), element('p', {}, w.tagline)),
    alive,
    element(
      'fieldset',
      { class: 'languages' },
      element('legend', { class: 'unseen' }, w.language),
      pick('de', 'DE'),
      pick('en', 'EN'),
    ),
    element('button', { type: 'button', class: 'solid', onclick: () => openForm() }, icon('plus'), w.add),
  );
  place('phones').replaceChildren();
  place('panel').replaceChildren(...side.box);
  refresh().catch(() => showAlive(false));
}

function switchTo(code) {
  pickLanguage(code);
  build();
}

async function refresh() {
  const state = await loadState();
  side.showState(state);
  const [business] = state.numbers;
  const shown = state.people.slice(-PHONES_MAX);
  const stage = place('phones');
  for (const gone of [...phones.keys()].filter((known) => !shown.some((one) => one.phone === known))) {
    phones.get(gone).frame.remove();
    phones.delete(gone);
  }
  for (const person of shown) {
    const known = phones.get(person.phone);
    // A name changes the frame itself, so that phone is built anew.
    if (known && known.name === person.name) known.showPerson(person);
    else {
      const made = { ...phone(person, business), name: person.name };
      if (known) known.frame.replaceWith(made.frame);
      else stage.append(made.frame);
      phones.set(person.phone, made);
    }
  }
  stage.querySelector('.welcome')?.remove();
  stage.querySelector('.more')?.remove();
  if (shown.length < state.people.length) {
    const counts = { shown: shown.length, all: state.people.length };
    stage.prepend(element('p', { class: 'hint more' }, fill(words().newest, counts)));
  }
  if (phones.size === 0) stage.append(welcome());
  await Promise.all([side.showWebhooks(), ...[...phones.values()].map(({ showMessages }) => showMessages())]);
}

function welcome() {
  const w = words();
  return element(
    'div',
    { class: 'welcome' },
    element('h2', {}, w.addFirst),
    element('p', {}, w.addFirstText),
    element(
      'button',
      { type: 'button', class: 'solid', onclick: () => openForm(FIRST) },
      icon('plus'),
      w.add,
    ),
  );
}

function openForm(suggested = { phone: '+49 ', name: '' }) {
  const w = words();
  const dialog = element(
    'dialog',
    { 'aria-labelledby': 'add-title', onclose: () => dialog.remove() },
    element(
      'form',
      {
        onsubmit: async (event) => {
          event.preventDefault();
          const data = new FormData(event.target);
          const name = String(data.get('name')).trim();
          const person = { ...(name && { name }), hidePhone: data.get('hide') === 'on' };
          try {
            await addCustomer(String(data.get('phone')), person);
            dialog.close();
          } catch {
            dialog.querySelector('input').focus();
          }
        },
      },
      element('h2', { id: 'add-title', class: 'title' }, w.addTitle),
      element(
        'label',
        {},
        w.phone,
        element('input', { name: 'phone', type: 'tel', required: true, value: suggested.phone }),
      ),
      element('label', {}, w.name, element('input', { name: 'name', value: suggested.name, maxlength: 100 })),
      element('label', { class: 'check' }, element('input', { name: 'hide', type: 'checkbox' }), w.hide),
      element(
        'div',
        { class: 'buttons' },
        element('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, w.cancel),
        element('button', { class: 'solid' }, w.save),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}

/** The stream says what changed; after a break everything is asked for again. */
function listen() {
  const stream = new EventSource('/sandbox/changes');
  const pending = new Map();
  const soon = (key, work) => {
    if (pending.has(key)) return;
    const run = () => {
      pending.delete(key);
      Promise.resolve(work()).catch(() => {});
    };
    pending.set(key, setTimeout(run, SETTLE_MS));
  };
  stream.onopen = () => {
    showAlive(true);
    soon('state', refresh);
  };
  stream.onerror = () => showAlive(false);
  stream.onmessage = ({ data }) => {
    const change = JSON.parse(data);
    if (change.kind === 'delivery') soon('delivery', () => side.showWebhooks());
    else if (change.kind === 'typing') phones.get(change.phone)?.showTyping(change.untilMs);
    else {
      if (change.kind === 'chat') soon(change.phone, () => phones.get(change.phone)?.showMessages());
      soon('state', change.kind === 'chat' && phones.has(change.phone) ? refreshPeople : refresh);
    }
  };
}

/** Windows and switches only; the messages of the chat that changed are asked for apart. */
async function refreshPeople() {
  const state = await loadState();
  side.showState(state);
  if (state.people.slice(-PHONES_MAX).some(({ phone: known, name }) => phones.get(known)?.name !== name))
    return refresh();
  for (const person of state.people) phones.get(person.phone)?.showPerson(person);
  return undefined;
}

function showAlive(connected) {
  alive.textContent = connected ? words().live : words().lost;
  alive.classList.toggle('alive-lost', !connected);
}

let toastTimer;
function showToast(message) {
  const toast = place('toast');
  toast.textContent = message;
  toast.classList.add('toast-shown');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => toast.classList.remove('toast-shown'), TOAST_MS);
}
