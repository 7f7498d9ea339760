import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Message } from '@parley/core/gateway-api';
import { eventually, eventuallyHolds } from '../support/eventually.ts';
import { ownProcesses } from '../support/processes.ts';
import { type ActiveWorkflow, items, OUTPUT } from './n8n-office.ts';
import type { Phone } from './parley.ts';
import { type Stage, setStage } from './stage.ts';

/** Every step waits for several processes on a machine that may be busy. */
const STEP_MS = 60_000;

const processes = ownProcesses();
const { telling } = processes;
let stage: Stage;
let answering: ActiveWorkflow;
/** Looked after by people. */
let erika: Phone;
let thread: string;
/** Those who write while something is down; the workflow answers them. */
const others = new Map<string, Phone>();

beforeAll(
  telling(async () => {
    stage = await setStage(processes);
    stage.salesforce.addContact('Muster', '0151 12345678');
    erika = stage.phone('+4915112345678');
    answering = await stage.n8n.answering('={{ $json.text }}: danke, wir kümmern uns.');
    await erika.write('Hallo', { name: 'Erika Muster' });
    thread = await stage.slack.thread('Erika Muster');
    await arrives(erika, 'Hallo: danke, wir kümmern uns.');
    await arrives(await writes('Zoe'), 'Hier ist Zoe: danke, wir kümmern uns.');
    await conversationOf(erika);
    await settled();
  }),
  STEP_MS,
);
afterAll(async () => {
  await stage?.close();
  await processes.close();
}, STEP_MS);

const arrives = (phone: Phone, text: string) =>
  eventually(
    async () => (await phone.fromBusiness()).some((message) => message.text === text),
    `“${text}” is on the phone`,
  );

const conversationOf = (phone: Phone) =>
  eventually(() => stage.salesforce.conversationOf(phone.number), 'the org has the conversation');

/** n8n has been told of everything: what is told at the moment of a crash may be told again. */
const settled = () =>
  eventually(async () => {
    const list = (await stage.call('GET', '/v1/subscriptions')) as { items: { waiting: number }[] };
    return list.items.every(({ waiting }) => waiting === 0);
  }, 'n8n has been told of everything');

/** Somebody new writes; the workflow will answer. */
async function writes(name: string): Promise<Phone> {
  const phone = stage.phone(`+49151123456${10 + others.size}`);
  others.set(name, phone);
  await phone.write(`Hier ist ${name}`, { name });
  return phone;
}

const repWrites = (text: string) =>
  stage.salesforce.queue({
    Conversation__c: stage.salesforce.conversationOf(erika.number)?.Id,
    Body__c: text,
  });
const supportWrites = (text: string) => stage.slack.slack.say({ text, thread });

describe('whatever is ended by force and comes back, nothing is lost and nothing is doubled', () => {
  test(
    'the gateway',
    telling(async () => {
      await stage.gateway.kill();
      const anton = await writes('Anton');
      repWrites('Aus Salesforce, ohne Gateway');
      await supportWrites('Aus Slack, ohne Gateway');
      const [byHand] = await Promise.all([
        stage.n8n.byHand({ to: others.get('Zoe')?.number, text: 'Aus n8n, ohne Gateway' }),
        stage.gateway.start(),
      ]);
      await arrives(anton, 'Hier ist Anton: danke, wir kümmern uns.');
      await arrives(erika, 'Aus Salesforce, ohne Gateway');
      await arrives(erika, 'Aus Slack, ohne Gateway');
      expect(byHand).toMatchObject({ output: OUTPUT.sent });
      await settled();
    }),
    STEP_MS,
  );

  test(
    'WhatsApp',
    telling(async () => {
      await stage.sandbox.kill();
      const row = repWrites('Aus Salesforce, ohne WhatsApp');
      await eventually(() => row()?.Parley_Message_Id__c, 'the gateway has taken it');
      await supportWrites('Aus Slack, ohne WhatsApp');
      await stage.sandbox.start();
      await arrives(erika, 'Aus Salesforce, ohne WhatsApp');
      await arrives(erika, 'Aus Slack, ohne WhatsApp');
    }),
    STEP_MS,
  );

  test(
    'the Slack bridge',
    telling(async () => {
      await stage.slack.bridge.kill();
      const berta = await writes('Berta');
      repWrites('Aus Salesforce, ohne Slack');
      await arrives(berta, 'Hier ist Berta: danke, wir kümmern uns.');
      await arrives(erika, 'Aus Salesforce, ohne Slack');
      await stage.slack.bridge.start();
      await stage.slack.line(thread, 'Aus Salesforce, ohne Slack');
      await stage.slack.line(await stage.slack.thread('Berta'), 'Hier ist Berta: danke, wir kümmern uns.');
    }),
    STEP_MS,
  );

  test(
    'the Salesforce adapter',
    telling(async () => {
      await stage.salesforce.adapter.kill();
      const carl = await writes('Carl');
      await supportWrites('Aus Slack, ohne Salesforce');
      repWrites('Aus Salesforce, ohne Adapter');
      await arrives(carl, 'Hier ist Carl: danke, wir kümmern uns.');
      await arrives(erika, 'Aus Slack, ohne Salesforce');
      await stage.salesforce.adapter.start();
      await arrives(erika, 'Aus Salesforce, ohne Adapter');
      await conversationOf(carl);
    }),
    STEP_MS,
  );

  test(
    'bridge and adapter, in the middle of their work',
    telling(async () => {
      const asked = ['eins', 'zwei', 'drei', 'vier', 'fünf'].map((number) => `Frage ${number}`);
      for (const text of asked) await erika.write(text);
      const answered = ['Antwort aus Slack', 'Antwort aus Salesforce'];
      await supportWrites('Antwort aus Slack');
      repWrites('Antwort aus Salesforce');
      await stage.slack.line(thread, 'Frage zwei');
      await Promise.all([stage.slack.bridge.kill(), stage.salesforce.adapter.kill()]);
      await Promise.all([stage.slack.bridge.start(), stage.salesforce.adapter.start()]);
      for (const text of answered) await arrives(erika, text);
      for (const text of [...asked, ...answered]) await stage.slack.line(thread, text);
      await settled();
    }),
    STEP_MS,
  );

  test.each([
    ['before its send has reached the gateway', 'request', 'Dora'],
    ['after the gateway has taken its send, before n8n has heard so', 'answer', 'Emil'],
  ] as const)(
    'n8n, amid an execution, %s',
    (_, at, name) =>
      telling(async () => {
        await settled();
        const { subscriptionId } = await answering.staticData();
        stage.n8n.way.stop(at);
        const phone = await writes(name);
        await stage.n8n.way.stopped();
        await settled();
        await stage.n8n.process.kill();
        stage.n8n.way.open();
        await stage.n8n.process.start();
        expect(await stage.n8n.retryCrashed()).toBe(1);
        await arrives(phone, `Hier ist ${name}: danke, wir kümmern uns.`);
        expect(await answering.staticData()).toMatchObject({ subscriptionId });
      })(),
    STEP_MS,
  );

  test(
    'n8n, while it is being told',
    telling(async () => {
      await settled();
      stage.n8n.process.freeze();
      const frieda = await writes('Frieda');
      await stage.slack.line(await stage.slack.thread('Frieda'), 'Hier ist Frieda');
      await stage.n8n.process.kill();
      const gerd = await writes('Gerd');
      await stage.n8n.process.start();
      expect(await stage.n8n.retryCrashed()).toBe(0);
      await arrives(frieda, 'Hier ist Frieda: danke, wir kümmern uns.');
      await arrives(gerd, 'Hier ist Gerd: danke, wir kümmern uns.');
    }),
    STEP_MS,
  );

  test(
    'in the end phone, thread, org and n8n have every message exactly once',
    telling(async () => {
      const messages = await eventually(async () => {
        const all = await stage.messages();
        return all.every(({ status }) => status === 'received' || status === 'delivered') && all;
      }, 'every message has arrived');
      const people: [string, Phone][] = [['Erika Muster', erika], ...others];
      await phonesShow(
        messages,
        people.map(([, phone]) => phone),
      );
      await threadsShow(messages, people);
      await orgShows(messages);
      const inbound = messages.filter(({ direction }) => direction === 'inbound').map(({ id }) => id);
      await eventuallyHolds(
        async () =>
          expect((await items(answering)).map(({ messageId }) => messageId).sort()).toEqual(inbound.sort()),
        'n8n has run to its end once for each message',
      );
    }),
    STEP_MS,
  );
});

/** The wamids of the gateway are those on the phones, and no text of the business is there twice. */
async function phonesShow(messages: Message[], phones: Phone[]): Promise<void> {
  const all = (await Promise.all(phones.map((phone) => phone.messages()))).flat();
  expect(messages.map(({ wamid }) => wamid).sort()).toEqual(all.map(({ wamid }) => wamid).sort());
  for (const phone of phones) {
    const texts = (await phone.messages()).map(({ text }) => text);
    expect(texts).toEqual([...new Set(texts)]);
  }
}

async function threadsShow(messages: Message[], people: [string, Phone][]): Promise<void> {
  for (const [name, phone] of people) {
    const at = await stage.slack.thread(name);
    for (const { text } of await phone.messages()) {
      await stage.slack.line(at, text);
      expect(stage.slack.lines(at).filter((line) => line.endsWith(text))).toHaveLength(1);
    }
  }
  for (const { id } of messages) {
    const links = async () => (await stage.api.getMessage(id)).links.filter(({ tool }) => tool === 'slack');
    await eventuallyHolds(async () => expect(await links()).toHaveLength(1), 'every message is linked once');
  }
}

async function orgShows(messages: Message[]): Promise<void> {
  await eventuallyHolds(
    () =>
      expect(
        stage.salesforce
          .messages()
          .map((row) => row.Parley_Message_Id__c)
          .sort(),
      ).toEqual(messages.map(({ id }) => id).sort()),
    'the org has one row for each message',
  );
}
