import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, eventuallyHolds } from '../support/eventually.ts';
import { ownProcesses } from '../support/processes.ts';
import { type ActiveWorkflow, answerOf, items, OUTPUT } from './n8n-office.ts';
import type { Phone } from './parley.ts';
import { type Stage, setStage } from './stage.ts';

/** Every step waits for several processes on a machine that may be busy. */
const STEP_MS = 60_000;

const processes = ownProcesses();
const { telling } = processes;
let stage: Stage;
let answering: ActiveWorkflow;
let watching: ActiveWorkflow;
let erika: Phone;
let jonas: Phone;
let erikasContact: string;

beforeAll(async () => {
  stage = await setStage(processes);
  erikasContact = stage.salesforce.addContact('Muster', '0151 12345678');
  erika = stage.phone('+4915112345678');
  jonas = stage.phone('+4915112345679');
  answering = await stage.n8n.answering('=Danke, wir sehen nach: {{ $json.text }}');
  watching = await stage.n8n.watching();
}, STEP_MS);
afterAll(async () => {
  await stage?.close();
  await processes.close();
}, STEP_MS);

const answerTo = (text: string) => answerOf(answering, text);

const shown = async (phone: Phone): Promise<string[]> => (await phone.fromBusiness()).map(({ text }) => text);

const rowWith = (text: string) =>
  eventually(() => {
    const rows = stage.salesforce.messages().filter((row) => row.Body__c === text);
    if (rows.length > 1) throw new Error(`“${text}” stands in ${rows.length} rows.`);
    return rows[0]?.Parley_Message_Id__c ? rows[0] : undefined;
  }, `the org has a row “${text}”`);

describe('one customer, three tools', () => {
  const QUESTION = 'Wo ist mein Paket?';
  const FROM_N8N = `Danke, wir sehen nach: ${QUESTION}`;
  const FROM_SALESFORCE = 'Guten Tag, ich frage im Lager nach.';
  const FROM_SLACK = 'Es ist heute Mittag bei Ihnen.';
  let thread: string;

  test(
    'what a customer writes once shows in n8n, in Slack and on the right Contact in Salesforce',
    telling(async () => {
      await erika.write(QUESTION, { name: 'Erika Muster' });
      await eventuallyHolds(
        async () =>
          expect(await items(answering)).toEqual([
            expect.objectContaining({ text: QUESTION, from: erika.number, name: 'Erika Muster' }),
          ]),
        'n8n has run once',
      );
      thread = await stage.slack.thread('Erika Muster');
      await stage.slack.line(thread, QUESTION);
      expect(await rowWith(QUESTION)).toMatchObject({
        Direction__c: 'Inbound',
        Contact__c: erikasContact,
        Author_Name__c: 'Erika Muster',
      });
      expect(stage.salesforce.conversationOf(erika.number)).toMatchObject({
        Contact__c: erikasContact,
        Match_Status__c: 'Linked',
      });
    }),
    STEP_MS,
  );

  test(
    'the workflow, then sales, then support answer: the phone shows all three in that order, each once',
    telling(async () => {
      expect(await answerTo(QUESTION)).toMatchObject({
        output: OUTPUT.sent,
        json: { code: 'SERVICE_REPLY' },
      });
      await eventuallyHolds(
        async () => expect(await shown(erika)).toEqual([FROM_N8N]),
        'the first answer is there',
      );
      const row = stage.salesforce.queue({
        Conversation__c: stage.salesforce.conversationOf(erika.number)?.Id,
        Body__c: FROM_SALESFORCE,
      });
      await eventuallyHolds(
        async () => expect(await shown(erika)).toHaveLength(2),
        'the second answer is there',
      );
      await stage.slack.slack.say({ text: FROM_SLACK, thread });
      await eventuallyHolds(
        async () => expect(await shown(erika)).toEqual([FROM_N8N, FROM_SALESFORCE, FROM_SLACK]),
        'the third answer is there',
      );
      await eventuallyHolds(
        () => expect(row()).toMatchObject({ Status__c: 'Delivered' }),
        'the rep sees the ticks',
      );
    }),
    STEP_MS,
  );

  test(
    "each tool sees the others' answers with author and tool",
    telling(async () => {
      await stage.slack.line(thread, `First answer · n8n ${FROM_N8N}`);
      await stage.slack.line(thread, `Sabine Vertrieb · salesforce ${FROM_SALESFORCE}`);
      expect(await rowWith(FROM_N8N)).toMatchObject({
        Author_Name__c: 'First answer',
        Author_Tool__c: 'n8n',
        Author_Kind__c: 'Automation',
        Contact__c: erikasContact,
      });
      expect(await rowWith(FROM_SLACK)).toMatchObject({
        Author_Name__c: 'Anna Weber',
        Author_Tool__c: 'slack',
        Author_Kind__c: 'Person',
        Contact__c: erikasContact,
      });
      await eventuallyHolds(
        async () =>
          expect((await items(watching)).map(({ text, raw }) => [text, authorOf(raw)])).toEqual([
            [FROM_N8N, 'First answer, n8n'],
            [FROM_SALESFORCE, 'Sabine Vertrieb, salesforce'],
            [FROM_SLACK, 'Anna Weber, slack'],
          ]),
        'n8n has been told of all three',
      );
    }),
    STEP_MS,
  );

  test(
    'once people have taken over, the workflow is refused, and all three show why in the same words',
    telling(async () => {
      const AGAIN = 'Vielen Dank!';
      await erika.write(AGAIN);
      const { output, json } = await answerTo(AGAIN);
      expect({ output, code: json.code }).toEqual({ output: OUTPUT.notAllowed, code: 'TAKEN_BY_PERSON' });
      const reason = String(json.reason);
      await stage.slack.line(thread, reason);
      await eventuallyHolds(
        () =>
          expect(stage.salesforce.conversationOf(erika.number)).toMatchObject({
            Last_Refusal_Code__c: 'TAKEN_BY_PERSON',
            Last_Refusal_By__c: 'First answer, n8n',
            Last_Refusal_Text__c: expect.stringContaining(reason),
          }),
        'the conversation in the org says why',
      );
      expect(await shown(erika)).toHaveLength(3);
    }),
    STEP_MS,
  );
});

describe('a customer whose window is closed', () => {
  const QUESTION = 'Kann ich meinen Termin verschieben?';
  const variables = { first_name: 'Jonas', order_number: '4711', delivery_date: '24. November' };
  let thread: string;
  let notice: string;

  test(
    'each of the three tools gets the same sentence',
    telling(async () => {
      await jonas.write(QUESTION, { name: 'Jonas Beispiel', ageHours: 25 });
      const { output, json } = await answerTo(QUESTION);
      expect({ output, code: json.code }).toEqual({ output: OUTPUT.needsTemplate, code: 'WINDOW_CLOSED' });
      const reason = String(json.reason);
      expect(reason).toContain('24 Stunden');

      thread = await stage.slack.thread('Jonas Beispiel');
      const ts = await stage.slack.slack.say({ text: 'Gern, wann passt es?', thread });
      notice = await stage.slack.line(thread, `Nicht gesendet: ${reason}`);
      expect(stage.slack.slack.reactions(ts)).toEqual(['x']);

      const conversation = await eventually(
        () => stage.salesforce.conversationOf(jonas.number),
        'the org has the conversation',
      );
      const row = stage.salesforce.queue({
        Conversation__c: conversation.Id,
        Body__c: 'Gern, wann passt es?',
      });
      await eventuallyHolds(
        () =>
          expect(row()).toMatchObject({
            Status__c: 'Refused',
            Decision_Code__c: 'WINDOW_CLOSED',
            Reason_Text__c: reason,
          }),
        'the row says why',
      );
      expect(await shown(jonas)).toEqual([]);
    }),
    STEP_MS,
  );

  test(
    'a template goes out from each of them to somebody who agreed to get it',
    telling(async () => {
      await stage.api.appendConsent({
        contact: jonas.number,
        purpose: 'utility',
        action: 'grant',
        method: 'web_form',
        source: 'https://shop.example/checkout',
        textVersion: 'v3',
        language: 'de',
      });
      const byHand = await stage.n8n.byHand({
        operation: 'sendTemplate',
        to: jonas.number,
        template: { __rl: true, mode: 'list', value: 'order_update|de' },
        templateVariables: { mappingMode: 'defineBelow', value: variables },
      });
      expect(byHand).toMatchObject({ output: OUTPUT.sent, json: { code: 'UTILITY_BASIS' } });

      const form = await stage.slack.template(notice);
      expect(form.options()).toContain('de order_update');
      expect(await form.send('de order_update', { ...variables, order_number: '4712' })).toEqual({
        status: 200,
        body: undefined,
      });

      const row = stage.salesforce.queue({
        Conversation__c: stage.salesforce.conversationOf(jonas.number)?.Id,
        Template_Name__c: 'order_update',
        Template_Language__c: 'de',
        Template_Variables__c: JSON.stringify({ ...variables, order_number: '4713' }),
      });
      await eventuallyHolds(
        () => expect(row()).toMatchObject({ Status__c: 'Delivered' }),
        'the row is delivered',
      );
      const received = await jonas.fromBusiness();
      expect(received.map(({ type }) => type)).toEqual(['template', 'template', 'template']);
      for (const [index, order] of ['4711', '4712', '4713'].entries())
        expect(received[index]?.text).toContain(order);
    }),
    STEP_MS,
  );

  test(
    'a STOP is in force in each of them, for news of an order and for offers, in the same words',
    telling(async () => {
      await jonas.write('STOP');
      await eventuallyHolds(
        async () => expect(await shown(jonas)).toHaveLength(4),
        'the STOP is confirmed, once',
      );
      const offer = { first_name: 'Jonas', header_image: 'https://shop.example/summer.jpg' };
      const form = await stage.slack.template(thread);
      expect(form.options()).toEqual([]);
      for (const [name, values] of Object.entries({ order_update: variables, summer_sale: offer })) {
        const byHand = await stage.n8n.byHand({
          operation: 'sendTemplate',
          to: jonas.number,
          template: { __rl: true, mode: 'list', value: `${name}|de` },
          templateVariables: { mappingMode: 'defineBelow', value: values },
        });
        expect(byHand).toMatchObject({ output: OUTPUT.notAllowed, json: { code: 'STOP_ALL' } });
        const reason = String(byHand.json.reason);
        expect(form.text()).toContain(`order_update (de): ${reason}`);
        const row = stage.salesforce.queue({
          Conversation__c: stage.salesforce.conversationOf(jonas.number)?.Id,
          Template_Name__c: name,
          Template_Language__c: 'de',
          Template_Variables__c: JSON.stringify(values),
        });
        const told = { Status__c: 'Refused', Decision_Code__c: 'STOP_ALL', Reason_Text__c: reason };
        await eventuallyHolds(() => expect(row()).toMatchObject(told), 'the row says why');
      }
      expect(await shown(jonas)).toHaveLength(4);
    }),
    STEP_MS,
  );
});

function authorOf(event: unknown): string {
  const { data } = event as { data: { message: { sentBy: { name: string; tool: string } } } };
  const { name, tool } = data.message.sentBy;
  return `${name}, ${tool}`;
}
