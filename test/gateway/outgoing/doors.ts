import { createQuestions } from '../../../packages/gateway/src/alerts/questions.ts';
import { lookForTrouble } from '../../../packages/gateway/src/alerts/watch.ts';
import { readProblem } from '../../../packages/gateway/src/outgoing/problem-words.ts';
import type { Customer } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { type TestAnswer, testValues } from '../../support/gateway.ts';
import type { MetaLine } from '../../support/meta-line.ts';
import { messages, minutesAgo, text } from '../intake/webhooks.ts';

/** A place of the API where a person gives an address that the gateway then posts to. */
export type Door = {
  readonly name: string;
  /** The field that takes the address. */
  readonly field: string;
  // biome-ignore lint/suspicious/noExplicitAny: the answers of four routes; a test reads what it names.
  give(url: string): Promise<TestAnswer<any>>;
  /** Whether an address is kept. */
  isGiven(): Promise<boolean>;
  /** Brings about what the address wants to hear of. */
  happens(): Promise<void>;
  /** What the record of the delivery says of a try that failed. */
  problem(language?: 'en' | 'de'): Promise<string | null | undefined>;
  takeBack(): Promise<void>;
};

let replies = 0;

/** All of them, at one gateway. */
export function doorsOf({ gateway, graph, people }: MetaLine): Record<string, Door> {
  const { call, runtime } = gateway;
  const someoneWrites = async () => void (await people.whoWrote());
  const patch = (path: string, field: string, url: string | null) =>
    call('PATCH', path, { body: { [field]: url } });
  const deliveryProblem = async (id: string, language = 'en') => {
    const headers = { 'accept-language': language };
    return (await call('GET', `/v1/subscriptions/${id}/deliveries`, { headers })).body.items[0]?.lastProblem;
  };

  let subscription = '';
  let waiting: { customer: Customer; id: string } | undefined;
  const questions = createQuestions(runtime);
  return {
    subscriptions: {
      name: 'a subscription',
      field: 'url',
      async give(url) {
        const answer = await call('POST', '/v1/subscriptions', {
          body: { url, types: ['message.received'] },
        });
        subscription = answer.body.id;
        return answer;
      },
      isGiven: async () => (await call('GET', '/v1/subscriptions')).body.items.length > 0,
      happens: someoneWrites,
      problem: (language) => deliveryProblem(subscription, language),
      takeBack: async () => void (await call('DELETE', `/v1/subscriptions/${subscription}`)),
    },
    onReply: {
      name: 'a message that waits for its answer',
      field: 'onReply.url',
      async give(url) {
        const customer = await people.whoWrote();
        const answer = await call('POST', '/v1/messages', {
          body: { to: customer.phone, content: { type: 'text', text: 'Passt es?' }, onReply: { url } },
        });
        if (answer.status === 202) waiting = { customer, id: answer.body.id };
        return answer;
      },
      isGiven: async () =>
        (await runtime.store.read.selectFrom('reply_wait').select('id').execute()).length > 0,
      async happens() {
        if (!waiting) throw new Error('Nobody waits.');
        const { customer, id } = waiting;
        const isSent = async () => (await call('GET', `/v1/messages/${id}`)).body.status === 'sent';
        await eventually(isSent, 'the message is sent');
        replies += 1;
        const said = { from: customer.phone.slice(1), wamid: `wamid.DOOR${replies}`, at: minutesAgo(0) };
        await gateway.webhook(messages([text('Ja', said)]));
      },
      async problem(language = 'en') {
        const waits = runtime.store.read.selectFrom('reply_wait').select('last_problem');
        const wait = await waits.where('message_id', '=', waiting?.id ?? '').executeTakeFirst();
        return readProblem(wait?.last_problem ?? null, language);
      },
      takeBack: async () => void (await runtime.store.write((tx) => tx.deleteFrom('reply_wait').execute())),
    },
    forwardTo: {
      name: 'a number that passes its webhooks on',
      field: 'forwardTo',
      give: (url) => patch(`/v1/numbers/${testValues.numberId}`, 'forwardTo', url),
      async isGiven() {
        const { items } = (await call('GET', '/v1/numbers')).body;
        return items.some(({ forwardTo }: { forwardTo: string | null }) => forwardTo !== null);
      },
      happens: someoneWrites,
      async problem(language = 'en') {
        const waits = runtime.store.read.selectFrom('forward').select('last_problem');
        const first = await waits.orderBy('seq').executeTakeFirst();
        return readProblem(first?.last_problem ?? null, language);
      },
      takeBack: async () => void (await patch(`/v1/numbers/${testValues.numberId}`, 'forwardTo', null)),
    },
    alertUrl: {
      name: 'the address for alerts',
      field: 'alertUrl',
      give: (url) => patch('/v1/business', 'alertUrl', url),
      isGiven: async () => (await call('GET', '/v1/business')).body.alertUrl !== null,
      async happens() {
        // One is raised or cleared each time: both are told.
        graph.token = { ...graph.token, is_valid: graph.token.is_valid !== true };
        questions.forget();
        await lookForTrouble(runtime, questions);
      },
      problem: (language) => deliveryProblem('sub_alerts', language),
      takeBack: async () => void (await patch('/v1/business', 'alertUrl', null)),
    },
  };
}
