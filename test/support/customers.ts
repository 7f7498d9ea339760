import { messages, minutesAgo, text } from '../gateway/intake/webhooks.ts';
import { type TestGateway, testValues } from './gateway.ts';

/** Somebody who has written. */
export type Customer = {
  /** E.164. */
  readonly phone: string;
  readonly contactId: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly wamid: string;
};

let count = 0;

/** People who write to a gateway. */
export type Customers = ReturnType<typeof customers>;

/** Invented customers of a gateway, each with a number that nobody else has. */
export function customers(gateway: TestGateway, numberId: string = testValues.numberId) {
  const next = () => `+4915155${String(++count).padStart(6, '0')}`;

  async function writes(phone: string, words = 'Hallo', at = minutesAgo(1)): Promise<Customer> {
    const wamid = `wamid.CUSTOMER${++count}`;
    const answer = await gateway.webhook(
      messages([text(words, { from: phone.slice(1), wamid, at })], { numberId }),
    );
    if (answer.status !== 200) throw new Error(`The webhook was answered ${answer.status}.`);
    const row = await gateway.runtime.store.read
      .selectFrom('message')
      .select(['id', 'conversation_id', 'contact_id'])
      .where('wamid', '=', wamid)
      .executeTakeFirstOrThrow();
    return {
      phone,
      wamid,
      messageId: row.id,
      conversationId: row.conversation_id,
      contactId: row.contact_id,
    };
  }

  let someone: Promise<Customer> | undefined;
  let attester: Promise<string> | undefined;
  async function confirms(phone: string, purpose: 'marketing' | 'utility' = 'marketing'): Promise<void> {
    attester ??= gateway.makeKey(['consent:write', 'consent:attest']);
    const at = new Date(Date.now() - 1000).toISOString();
    const answer = await gateway.call('POST', '/v1/consent', {
      key: await attester,
      body: {
        contact: phone,
        purpose,
        action: 'confirm',
        method: 'web_form',
        source: 'shop',
        textVersion: 'v1',
        occurredAt: at,
      },
    });
    if (answer.status !== 201) throw new Error(`Consent was answered ${JSON.stringify(answer.body)}.`);
  }

  return {
    next,
    writes,
    confirms,
    /** Somebody who wrote, a minute ago or so many hours ago. */
    whoWrote: ({ hoursAgo = 0 }: { hoursAgo?: number } = {}) =>
      writes(next(), 'Hallo', minutesAgo(hoursAgo * 60 + 1)),
    /** Somebody who wrote at first and is asked for again and again. */
    known: () => {
      someone ??= writes(next());
      return someone;
    },
  };
}
