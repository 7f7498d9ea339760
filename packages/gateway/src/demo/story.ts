import type { Contact, GatewayClient, SendRequest } from '@parley/core/gateway-api';
import type { Customer } from './customer.ts';

/** What the story is told with. */
export type Cast = {
  readonly gateway: GatewayClient;
  readonly erika: Customer;
  readonly jonas: Customer;
};

/** One step: does something, checks that it happened, and answers with the line that tells it. */
export type Step = (cast: Cast) => Promise<string>;

/** Longer than any webhook of a healthy sandbox takes; a step that needs more has failed. */
const PATIENCE_MS = 6000;

/** The tour, from the first message to the last answer. */
export const story: readonly Step[] = [
  async ({ gateway, erika }) => {
    await erika.write('Guten Tag, wo ist mein Paket?');
    const contact = await contactOf(gateway, erika);
    const window = await until('the window opens', async () => {
      const found = (await gateway.getContact(contact.id)).conversations[0]?.window;
      return found?.open ? found : undefined;
    });
    return `Erika writes in: the window is open until ${clock(window.closesAt)}.`;
  },
  async ({ gateway, erika }) => {
    const text = 'Guten Tag Erika, Ihr Paket kommt heute.';
    await send(gateway, {
      to: erika.phone,
      content: { type: 'text', text },
      sentBy: { kind: 'person', name: 'Anna' },
    });
    await shows(erika, text);
    return `Anna answers: “${text}” is on Erika's phone.`;
  },
  async ({ gateway, jonas }) => {
    await jonas.write('Kann ich meinen Termin verschieben?', 40);
    await contactOf(gateway, jonas);
    const refused = await refuse(
      gateway,
      { to: jonas.phone, content: { type: 'text', text: 'Ja, gern!' } },
      'WINDOW_CLOSED',
    );
    return `Jonas wrote 40 hours ago; a free answer is refused: “${refused.reason}” Way out: “${refused.remedy}”`;
  },
  async ({ gateway, jonas }) => {
    const content = template('conversation_reply', { first_name: 'Jonas' });
    const decision = await send(gateway, { to: jonas.phone, content });
    expectCode(decision.code, 'CASE_REPLY');
    await until('the template arrives', async () => received(jonas, 'template'));
    return "Monday's answer to Saturday's question: the approved template goes through, once.";
  },
  async ({ gateway, jonas }) => {
    const content = template('conversation_reply', { first_name: 'Jonas' });
    const refused = await refuse(gateway, { to: jonas.phone, content }, 'NO_CONSENT');
    return `A second one without a new message is refused: “${refused.reason}”`;
  },
  async ({ gateway, erika }) => {
    const refused = await refuse(gateway, { to: erika.phone, content: offer }, 'NO_CONSENT');
    return `An offer to Erika is refused: “${refused.reason}”`;
  },
  async ({ gateway, erika }) => {
    await gateway.appendConsent({
      contact: erika.phone,
      purpose: 'marketing',
      action: 'grant',
      method: 'web_form',
      source: 'https://shop.example/newsletter',
      textVersion: 'v7',
      language: 'de',
    });
    const refused = await refuse(gateway, { to: erika.phone, content: offer }, 'PENDING_CONFIRMATION');
    return `She ticks a box on the web; that alone proves nothing: “${refused.reason}”`;
  },
  async ({ gateway, erika }) => {
    await wait(CLOCKS_APART_MS);
    const { wamid } = await erika.write('JA');
    const contact = await contactOf(gateway, erika);
    const proof = await until('the opt-in is recorded', async () => {
      const ledger = await gateway.getConsent(contact.id);
      return ledger.state.marketing.state === 'confirmed' && ledger.chain.valid
        ? ledger.events.at(-1)
        : undefined;
    });
    if (proof.evidence.wamid !== wamid) throw new Error('the proof is not her own message');
    return 'She writes JA: her own signed message is the proof, and the ledger keeps it.';
  },
  async ({ gateway, erika }) => {
    const decision = await send(gateway, { to: erika.phone, content: offer });
    expectCode(decision.code, 'MARKETING_CONSENT');
    await until('the offer arrives', async () => received(erika, 'template'));
    return 'Now the offer goes through.';
  },
  async ({ gateway, erika }) => {
    await wait(CLOCKS_APART_MS);
    await erika.write('STOP');
    const refused = await until('the STOP is in force', async () => {
      const answer = await gateway.sendMessage({ to: erika.phone, content: offer });
      return answer.outcome === 'refused' ? answer.decision : undefined;
    });
    expectCode(refused.code, 'STOP_ALL');
    await until('the one confirmation arrives', async () =>
      (await erika.messages()).find(
        (message) => message.from === 'business' && message.text.includes('START'),
      ),
    );
    return `STOP stops: “${refused.reason}”`;
  },
  async ({ gateway, erika }) => {
    await wait(CLOCKS_APART_MS);
    await erika.write('Eine Frage noch: passt die Rechnung?');
    const answer: SendRequest = {
      to: erika.phone,
      content: { type: 'text', text: 'Ja, alles in Ordnung.' },
      sentBy: { kind: 'person', name: 'Anna' },
    };
    const decision = await until('her question arrives', async () => {
      const { decision: made } = await gateway.checkMessage(answer);
      return made.code === 'SERVICE_REPLY_OPTED_OUT' ? made : undefined;
    });
    await send(gateway, answer);
    await shows(erika, 'Ja, alles in Ordnung.');
    return `Everything else still works: she asks, Anna answers. (${decision.code})`;
  },
];

// Meta's times are whole seconds, and a withdrawal wins a tie: acts that must be told apart are a second apart.
const CLOCKS_APART_MS = 1100;

const offer = template('summer_sale', {
  first_name: 'Erika',
  header_image: 'https://shop.example/summer.jpg',
});

function template(name: string, variables: Record<string, string>): SendRequest['content'] {
  return { type: 'template', name, language: 'de', variables };
}

async function send(gateway: GatewayClient, request: SendRequest) {
  const answer = await gateway.sendMessage(request);
  if (answer.outcome === 'refused')
    throw new Error(`was refused: ${answer.decision.code}, ${answer.decision.reason}`);
  const message = await gateway.getMessage(answer.message.id, {
    waitSeconds: PATIENCE_MS / 1000,
    until: 'delivered',
  });
  if (message.status !== 'delivered' && message.status !== 'read')
    throw new Error(
      `was not delivered: ${message.status}${message.error ? `, ${message.error.explanation}` : ''}`,
    );
  return answer.message.decision;
}

async function refuse(gateway: GatewayClient, request: SendRequest, code: string) {
  const answer = await gateway.sendMessage(request);
  if (answer.outcome !== 'refused') throw new Error(`was accepted, but ${code} was due`);
  expectCode(answer.decision.code, code);
  if (answer.decision.remedy === null) throw new Error(`${code} names no way out`);
  return answer.decision;
}

function expectCode(actual: string, expected: string): void {
  if (actual !== expected) throw new Error(`the decision was ${actual}, not ${expected}`);
}

async function contactOf(gateway: GatewayClient, customer: Customer): Promise<Contact> {
  return until(`${customer.name}'s message arrives`, async () => {
    const found = await gateway.findContacts({ identity: customer.phone });
    return found.items.find((contact) => contact.conversations.length > 0);
  });
}

async function shows(customer: Customer, text: string): Promise<void> {
  const count = (await customer.messages()).filter((message) => message.text === text).length;
  if (count !== 1) throw new Error(`${customer.name}'s phone shows it ${count} times`);
}

async function received(customer: Customer, type: string) {
  return (await customer.messages()).find((message) => message.from === 'business' && message.type === type);
}

async function until<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await wait(40);
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function clock(moment: string | null): string {
  if (!moment) throw new Error('the window tells no time');
  return new Date(moment).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
