import { addFault, clearFaults, loadDeliveries } from './calls.js';
import { element } from './element.js';
import { fill, timeOf, words } from './words.js';

/** The fault behind each choice; throttling is an error with Meta's code for it. */
function faultOf(choice) {
  const [on, fault] = choice.split('/');
  return fault === 'throttle' ? { on, fault: 'error', code: 130429 } : { on, fault };
}

const nameOf = ({ on, fault, code }) =>
  words().faultNames[`${on}/${code === 130429 && fault === 'error' ? 'throttle' : fault}`] ?? fault;

/** Faults on purpose, and the latest webhooks with the answers they got. */
export function panel() {
  const faults = element('ul', { class: 'plain' });
  const target = element('p', { class: 'hint' });
  const webhooks = element('ol', { class: 'plain webhooks' });
  const choices = Object.entries(words().faultNames).map(([value, label]) =>
    element('option', { value }, label),
  );
  const form = element(
    'form',
    {
      class: 'fault-form',
      onsubmit: (event) => {
        event.preventDefault();
        const data = new FormData(form);
        addFault({ ...faultOf(data.get('fault')), times: Number(data.get('times')) }).catch(() => {});
      },
    },
    element('label', {}, words().fault, element('select', { name: 'fault' }, ...choices)),
    element(
      'label',
      { class: 'narrow' },
      words().times,
      element('input', { name: 'times', type: 'number', min: 1, max: 999, value: 1 }),
    ),
    element(
      'div',
      { class: 'fault-buttons' },
      element('button', { class: 'solid' }, words().addFault),
      element(
        'button',
        { type: 'button', class: 'quiet', onclick: () => clearFaults().catch(() => {}) },
        words().clear,
      ),
    ),
  );
  const box = [
    element(
      'section',
      { class: 'box', 'aria-labelledby': 'faults-title' },
      element('h2', { id: 'faults-title' }, words().faults),
      element('p', { class: 'hint' }, words().faultsText),
      form,
      faults,
    ),
    element(
      'section',
      { class: 'box', 'aria-labelledby': 'webhooks-title' },
      element('h2', { id: 'webhooks-title' }, words().webhooks),
      target,
      webhooks,
    ),
  ];

  function showState(state) {
    target.textContent = fill(words().webhooksTo, { url: state.webhook.url });
    const items = state.faults.map((fault) =>
      element('li', { class: 'fault' }, `${nameOf(fault)} × ${fault.times}`),
    );
    faults.replaceChildren(
      ...(items.length > 0 ? items : [element('li', { class: 'hint' }, words().noFaults)]),
    );
  }

  async function showWebhooks() {
    const deliveries = await loadDeliveries();
    const open = new Set([...webhooks.querySelectorAll('details[open]')].map(({ dataset }) => dataset.id));
    const items = deliveries.reverse().map((delivery) => webhookRow(delivery, open.has(String(delivery.id))));
    webhooks.replaceChildren(
      ...(items.length > 0 ? items : [element('li', { class: 'hint' }, words().noWebhooks)]),
    );
  }

  return { box, showState, showWebhooks };
}

function webhookRow(delivery, open) {
  const last = delivery.attempts.at(-1);
  const answer = last ? String(last.status ?? last.error) : words().waiting;
  const hasFailed = delivery.state === 'expired' || last !== undefined;
  const underWay = hasFailed ? 'bad' : 'wait';
  const state = delivery.state === 'delivered' ? 'ok' : underWay;
  const tries =
    delivery.attempts.length > 1 ? `, ${fill(words().tries, { count: delivery.attempts.length })}` : '';
  return element(
    'li',
    {},
    element(
      'details',
      { 'data-id': delivery.id, open },
      element(
        'summary',
        {},
        element('span', { class: `answer answer-${state}` }, answer),
        element('span', { class: 'what' }, whatOf(delivery.payload)),
        element('time', { datetime: delivery.at }, timeOf(delivery.at)),
      ),
      element('p', { class: 'hint' }, `${words()[delivery.state] ?? delivery.state}${tries}`),
      element('pre', { tabindex: '0' }, JSON.stringify(delivery.payload, null, 2)),
    ),
  );
}

/** What a webhook tells, in a few words. */
function whatOf(payload) {
  const changes = payload.entry.flatMap((entry) => entry.changes);
  const names = changes.flatMap(({ field, value }) => {
    if (field !== 'messages')
      return [words().kindsOfWebhook[field] ?? `${field} ${value.event ?? ''}`.trim()];
    const messages = (value.messages ?? []).map(({ type }) => `${words().kindsOfWebhook.message}: ${type}`);
    const statuses = (value.statuses ?? []).map(
      ({ status }) => `${words().kindsOfWebhook.status}: ${status}`,
    );
    return [...messages, ...statuses];
  });
  return names.join(', ');
}
