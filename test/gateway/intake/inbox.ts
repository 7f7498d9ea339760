import { expect } from '@jest/globals';
import type { Contact, Conversation, Message } from '@parley/core/gateway-api';
import type { TestGateway } from '../../support/gateway.ts';

/** What tests read of an event's data. */
export type Told = {
  readonly type: string;
  readonly data: {
    readonly message: Message;
    readonly contact: Contact;
    readonly conversation: Conversation;
    readonly [more: string]: unknown;
  };
};

/** Posts a webhook, which has to be answered 200, and answers what it has told in the event log. */
export async function receive(gateway: TestGateway, body: unknown): Promise<Told[]> {
  const { cursor } = (await gateway.call('GET', '/v1/events?after=latest')).body;
  const answer = await gateway.webhook(body);
  expect(answer).toMatchObject({ status: 200, body: {} });
  const page = await gateway.call('GET', `/v1/events?after=${cursor}&limit=1000`);
  return page.body.events;
}

export function typesOf(told: readonly Told[]): string[] {
  return told.map((event) => event.type);
}

/** The one event of that type. */
export function one(told: readonly Told[], type: string): Told['data'] {
  const found = told.filter((event) => event.type === type);
  expect(found).toHaveLength(1);
  const [event] = found;
  if (!event) throw new Error(`No ${type} was told`);
  return event.data;
}

let customers = 0;
let wamids = 0;

/** The digits of somebody who has not written yet. */
export function newCustomer(): string {
  return `4915155${String(++customers).padStart(6, '0')}`;
}

export function newWamid(): string {
  return `wamid.HBg${++wamids}`;
}
