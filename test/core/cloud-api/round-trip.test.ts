import { describe, expect, test } from '@jest/globals';
import { templateFromGraph, toGraphMessage } from '@parley/core/cloud-api';
import { OutboundContent } from '@parley/core/gateway-api/schema';
import { filled, sendSamples } from '../../support/send-samples.ts';
import { asRaw, type Expressed, expressed } from '../../support/sendable-content.ts';

/** What a running account would give; media ids are digits. */
const values = {
  TO: '4915112345678',
  USER_ID: 'DE.4711',
  INBOUND: 'wamid.INBOUND',
  IMAGE: '1001',
  VIDEO: '1002',
  AUDIO: '1003',
  DOCUMENT: '1004',
  STICKER: '1005',
  CARDS: 'sample_cards',
};

/** What no message of ours becomes, with the reason. */
const notOurs: Readonly<Record<string, string>> = {
  'Direct Send': 'goes around the window and the approved templates',
  'Direct Send with buttons': 'goes around the window and the approved templates',
  'Text with a guard and an own mark': 'the mark is the id of our message',
  'Text without its type': 'the type is always sent',
  'List without its type': 'the type is always sent',
  'Template with money and a date': 'values of variables are text',
  'Template with a place': 'places in headers have no variable key',
  'Template with a catalogue': 'products have no variable key',
  'Template with several products': 'products have no variable key',
  'Template with a flow': 'data of flows has no variable key',
  'Template with a coupon and a time limit': 'time limits have no variable key',
  'Read receipt': 'no message',
  'Read receipt with typing': 'no message',
  'Marketing message': 'by which address marketing goes, and what is shared, is not said in the message',
};

function sample(name: string): Record<string, unknown> {
  const found = sendSamples.find((entry) => entry.name === name);
  if (!found) throw new Error(`There is no sample “${name}”.`);
  return filled(found.body, values);
}

function asSent({ content, quotes, byUserId, template }: Expressed): unknown {
  const name = content.type === 'template' ? content.name : '';
  const definition = template && {
    id: '1',
    name,
    language: 'de',
    status: 'APPROVED',
    category: name === 'login_code' ? 'AUTHENTICATION' : 'UTILITY',
    parameter_format: name === 'order_update' || name === 'summer_sale' ? 'NAMED' : 'POSITIONAL',
    components: template,
  };
  const known = definition && templateFromGraph(definition);
  const { biz_opaque_callback_data, ...message } = toGraphMessage({
    to: byUserId ? { userId: 'DE.4711' } : { phone: '+4915112345678', userId: 'DE.4711' },
    content,
    callbackData: 'msg_01',
    ...(known ? { template: known } : {}),
    ...(quotes ? { quotedWamid: 'wamid.INBOUND' } : {}),
    ...(content.type === 'reaction' ? { reactsToWamid: 'wamid.INBOUND' } : {}),
  });
  expect(biz_opaque_callback_data).toBe('msg_01');
  return JSON.parse(JSON.stringify(message));
}

describe('a message of ours becomes the JSON that Meta documents', () => {
  test.each(Object.entries(expressed))('%s', (name, said) => {
    expect(OutboundContent.safeParse(said.content)).toMatchObject({ success: true });
    expect(asSent(said)).toEqual(sample(name));
  });

  test.each(asRaw)('%s, as it is', (name) => {
    const { type, interactive } = sample(name);
    const content = { type: 'raw', message: { type, interactive } } as const;
    expect(OutboundContent.safeParse(content)).toMatchObject({ success: true });
    expect(asSent({ content })).toEqual(sample(name));
  });

  test('every sample is one of these, or there is a reason why not', () => {
    const told = [...Object.keys(expressed), ...asRaw, ...Object.keys(notOurs)];
    expect(told.toSorted()).toEqual(sendSamples.map(({ name }) => name).toSorted());
  });
});
