import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { webhookSample } from '../../support/webhook-samples.ts';
import { one, receive } from './inbox.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

test.each([
  ['Text', undefined],
  ['Forwarded text', { forwarded: true }],
  ['Text forwarded many times', { forwarded: true, frequentlyForwarded: true }],
  ['Text about a product', { product: { catalogId: '790112233445566', productRetailerId: 'lampe-7' } }],
  [
    'Text from a post with a video',
    {
      referral: {
        sourceUrl: 'https://fb.example/post',
        sourceId: '99887766',
        sourceType: 'post',
        headline: 'Neu',
        body: 'Ein Film',
        mediaType: 'video',
        videoUrl: 'https://cdn.example/film.mp4',
      },
    },
  ],
])('%s is told with where it comes from and what it is about', async (name, context) => {
  const { message } = one(await receive(gateway, webhookSample(name)), 'message.received');
  expect(message.content.type).toBe('text');
  expect(message.content.context).toEqual(context);
  const { body } = await gateway.call('GET', `/v1/messages/${message.id}`);
  expect(body.content.context).toEqual(context);
});

test.each([
  ['Order', { type: 'order', items: [{ productRetailerId: 'lampe-7', quantity: 2 }, {}] }],
  ['Answer of a flow', { type: 'form_reply', answers: { personen: 4 } }],
  ['Calls refused', { type: 'call_permission', response: 'reject' }],
  ['Own number, asked for', { type: 'contacts', contacts: [{ origin: 'contact_request' }] }],
  ['Unsupported with its kind', { type: 'unsupported', wireType: 'poll_creation' }],
])('%s is a message with content of its own', async (name, content) => {
  const { message } = one(await receive(gateway, webhookSample(name)), 'message.received');
  expect(message.content).toMatchObject(content);
});
