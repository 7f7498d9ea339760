import { createHook } from 'node:async_hooks';
import { lookup } from 'node:dns/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway } from '../../support/gateway.ts';
import { startGraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, type MetaLine } from '../../support/meta-line.ts';
import { names } from './names.ts';

const dns = names();
let line: MetaLine;

/** Every name that this process resolves, whoever asks and however. */
let resolved = 0;
const hook = createHook({
  init(_id, type) {
    if (type === 'GETADDRINFOREQWRAP' || type === 'QUERYWRAP') resolved += 1;
  },
});

const header = (format: string) => ({ type: 'HEADER', format });
const body = { type: 'BODY', text: 'Guten Tag, das ist für Sie.' };
const template = (id: string, components: readonly unknown[]) => ({
  id,
  name: `with_${id}`,
  language: 'de',
  category: 'UTILITY',
  status: 'APPROVED',
  parameter_format: 'POSITIONAL',
  components,
});
const templates = [
  template('image', [header('IMAGE'), body]),
  template('video', [header('VIDEO'), body]),
  template('document', [header('DOCUMENT'), body]),
  template('cards', [
    body,
    { type: 'CAROUSEL', cards: [0, 1].map(() => ({ components: [header('IMAGE'), body] })) },
  ]),
];

beforeAll(async () => {
  const graph = await startGraphStandIn();
  graph.templates = templates;
  const gateway = await startTestGateway({ graphUrl: graph.url, lookup: dns.lookup });
  line = { graph, gateway, people: customers(gateway) };
  await gateway.call('POST', '/v1/templates/sync');
  hook.enable();
});
afterAll(async () => {
  hook.disable();
  await closeMetaLine(line);
});

const filled = (name: string, variables: Record<string, string>) => ({
  type: 'template',
  name: `with_${name}`,
  language: 'de',
  variables,
});
const buttons = { type: 'buttons', body: 'Gefällt es?', buttons: [{ id: 'ja', title: 'Ja' }] };
const fine = 'https://media.example.com/fine.jpg';

/** Everywhere that a send takes a link to a file, and by which name a fault there is told. */
const places: [place: string, field: string, content: (link: string) => object][] = [
  ['an image', 'content.link', (link) => ({ type: 'image', link })],
  ['a video', 'content.link', (link) => ({ type: 'video', link })],
  ['a sound', 'content.link', (link) => ({ type: 'audio', link })],
  ['a document', 'content.link', (link) => ({ type: 'document', link })],
  ['a sticker', 'content.link', (link) => ({ type: 'sticker', link })],
  [
    'the image over buttons',
    'content.header.link',
    (link) => ({ ...buttons, header: { type: 'image', link } }),
  ],
  [
    'the video over buttons',
    'content.header.link',
    (link) => ({ ...buttons, header: { type: 'video', link } }),
  ],
  [
    'the document over buttons',
    'content.header.link',
    (link) => ({ ...buttons, header: { type: 'document', link } }),
  ],
  [
    'the image over a link',
    'content.header.link',
    (link) => ({
      type: 'link',
      body: 'Konto',
      button: 'Öffnen',
      url: 'https://shop.example.com',
      header: { type: 'image', link },
    }),
  ],
  [
    'the video over a flow',
    'content.header.link',
    (link) => ({
      type: 'flow',
      body: 'Termin',
      button: 'Wählen',
      flowId: '7',
      header: { type: 'video', link },
    }),
  ],
  [
    'an image of a raw message',
    'content.message.image.link',
    (link) => ({ type: 'raw', message: { type: 'image', image: { link } } }),
  ],
  [
    'the header of a raw message',
    'content.message.interactive.header.document.link',
    (link) => ({
      type: 'raw',
      message: {
        type: 'interactive',
        interactive: {
          type: 'button',
          header: { type: 'document', document: { link } },
          body: { text: 'Gut?' },
          action: { buttons: [{ type: 'reply', reply: { id: 'ja', title: 'Ja' } }] },
        },
      },
    }),
  ],
  [
    'the image of a template',
    'content.variables.header_image',
    (link) => filled('image', { header_image: link }),
  ],
  [
    'the video of a template',
    'content.variables.header_video',
    (link) => filled('video', { header_video: link }),
  ],
  [
    'the document of a template',
    'content.variables.header_document',
    (link) => filled('document', { header_document: link }),
  ],
  [
    'a card of a template',
    'content.variables.card_1_header_image',
    (link) => filled('cards', { card_0_header_image: fine, card_1_header_image: link }),
  ],
];

const refused: [what: string, link: string][] = [
  ['loopback', 'https://127.0.0.1/a.jpg'],
  ['loopback as one number', 'https://2130706433/a.jpg'],
  ['loopback in hexadecimal', 'https://0x7f.1/a.jpg'],
  ['loopback mapped into IPv6', 'https://[::ffff:127.0.0.1]/a.jpg'],
  ['this machine by name', 'https://localhost./a.jpg'],
  ['a private address', 'https://192.168.1.1/a.jpg'],
  ['a name of a private network', 'https://nas.local/a.jpg'],
  ['the metadata of a cloud', 'https://169.254.169.254/latest/meta-data'],
  ['the metadata of a cloud over IPv6', 'https://[fd00:ec2::254]/latest'],
  ['the metadata of a cloud by name', 'https://metadata.google.internal/a'],
  ['link-local over IPv6', 'https://[fe80::1]/a.jpg'],
  ['without encryption', 'http://media.example.com/a.jpg'],
  ['with a password', 'https://user:secret@media.example.com/a.jpg'],
];

const send = async (content: object, more: object = {}) => {
  const { phone } = await line.people.known();
  return line.gateway.call('POST', '/v1/messages', { body: { to: phone, content, ...more } });
};
const nobodyWasAsked = () => {
  expect(dns.asked).toEqual([]);
  expect(resolved).toBe(0);
};

describe.each(places)('A link to %s', (_place, field, contentWith) => {
  test.each(refused)('is refused by its field as %s', async (_what, link) => {
    const answer = await send(contentWith(link));
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      { path: field, message: expect.stringMatching(/https (link|address) that Meta can reach/) },
    ]);
    nobodyWasAsked();
    expect(line.graph.received).toEqual([]);
  });
});

test.each(refused)('A link of the template that goes instead is refused as %s', async (_what, link) => {
  const ifWindowClosed = { then: 'template', template: filled('image', { header_image: link }) };
  const answer = await send({ type: 'text', text: 'Hallo' }, { ifWindowClosed });
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toMatchObject([{ path: 'ifWindowClosed.template.variables.header_image' }]);
  expect(line.graph.received).toEqual([]);
});

test.each(refused)('A link that a scheduled message gets later is refused as %s', async (_what, link) => {
  const sendAt = new Date(Date.now() + 60 * 60 * 1000).toISOString();
  const { id } = (await send({ type: 'image', link: fine }, { sendAt })).body;
  const changed = await line.gateway.call('PATCH', `/v1/messages/${id}`, {
    body: { content: { type: 'image', link } },
  });
  expect(changed).toMatchObject({ status: 422, body: { errors: [{ path: 'content.link' }] } });
  const { content } = (await line.gateway.call('GET', `/v1/messages/${id}`)).body;
  expect(content).toEqual({ type: 'image', link: fine });
});

test.each(places)(
  'A link to %s goes to Meta as it is, and its name is never resolved here',
  async (_place, _field, contentWith) => {
    // A name that leads inside is Meta's to judge: Meta resolves it, from outside.
    dns.leadTo = ['127.0.0.1'];
    const link = 'https://rebinding.example.com/file?x=1#y';
    const { id } = (await send(contentWith(link))).body;
    const received = await eventually(
      () => line.graph.received.find((one) => one.id === id),
      'it goes to Meta',
    );
    expect(JSON.stringify(received.body)).toContain(JSON.stringify(link));
    nobodyWasAsked();
  },
);

test('a name that is resolved would have been noticed', async () => {
  await lookup('localhost');
  expect(resolved).toBe(1);
});
