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
/** One whose operator allows no private host. */
let closed: MetaLine;

/** Allowed by an operator who knows no better. */
const metadata = ['169.254.169.254', 'fe80::1', 'fd00:ec2::254', 'metadata.google.internal'];

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
  const open = async (allowedHosts: readonly string[]) => {
    const options = { graphUrl: graph.url, lookup: dns.lookup, settings: { allowedHosts } };
    const gateway = await startTestGateway(options);
    await gateway.call('POST', '/v1/templates/sync');
    return { graph, gateway, people: customers(gateway) };
  };
  line = await open(['localhost', 'files.internal', '10.9.8.7', 'fd12:3456::7', ...metadata]);
  closed = await open([]);
  hook.enable();
});
afterAll(async () => {
  hook.disable();
  await closed.gateway.close();
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

/** Refused wherever the operator allows other private hosts; those that could be allowed by the host to allow. */
const refused: [what: string, link: string, host: string | undefined][] = [
  ['a private address', 'https://192.168.1.1/a.jpg', '192.168.1.1'],
  ['a private address without encryption', 'http://192.168.1.1/a.jpg', '192.168.1.1'],
  ['a private address as one number', 'http://3232235777/a.jpg', '192.168.1.1'],
  ['a private address in hexadecimal', 'https://0xc0.0xa8.257/a.jpg', '192.168.1.1'],
  ['a private address mapped into IPv6', 'https://[::ffff:192.168.1.1]/a.jpg', '::ffff:c0a8:101'],
  ['the neighbour of an allowed address', 'http://10.9.8.8/a.jpg', '10.9.8.8'],
  ['a name of a private network', 'https://nas.local/a.jpg', 'nas.local'],
  ['a name below an allowed one', 'http://new.files.internal/a.jpg', 'new.files.internal'],
  ['the metadata of a cloud', 'https://169.254.169.254/latest/meta-data', undefined],
  ['the metadata of a cloud without encryption', 'http://169.254.169.254/latest/meta-data', undefined],
  ['the metadata of a cloud as one number', 'http://2852039166/latest', undefined],
  ['the metadata of a cloud mapped into IPv6', 'http://[::ffff:169.254.169.254]/latest', undefined],
  ['the metadata of a cloud behind NAT64', 'http://[64:ff9b::a9fe:a9fe]/latest', undefined],
  ['the metadata of a cloud over IPv6', 'https://[fd00:ec2::254]/latest', undefined],
  ['the metadata of a cloud by name', 'https://metadata.google.internal/a', undefined],
  ['link-local over IPv6', 'https://[fe80::1]/a.jpg', undefined],
  ['without encryption', 'http://media.example.com/a.jpg', undefined],
  ['with a password', 'https://user:secret@media.example.com/a.jpg', undefined],
  ['with a password of an allowed host', 'http://user:secret@files.internal/a.jpg', undefined],
];

/** Other ways to write a link to this machine. */
const loopback: [what: string, link: string][] = [
  ['loopback', 'http://127.0.0.1:8000/a.jpg'],
  ['loopback with encryption', 'https://127.0.0.1/a.jpg'],
  ['loopback as one number', 'http://2130706433/a.jpg'],
  ['loopback in hexadecimal', 'http://0x7f.1/a.jpg'],
  ['loopback over IPv6', 'http://[::1]:8000/a.jpg'],
  ['this machine by name', 'http://localhost.:8000/a.jpg'],
];

const allowed: [what: string, link: string][] = [
  ...loopback,
  ['an allowed name', 'http://files.internal/a.jpg'],
  ['an allowed name with encryption', 'https://FILES.internal/a.jpg'],
  ['an allowed address', 'http://10.9.8.7:8000/a.jpg'],
  ['an allowed address of IPv6', 'http://[fd12:3456::7]/a.jpg'],
];

const sendFrom = async ({ gateway, people }: MetaLine, content: object, more: object = {}) => {
  const { phone } = await people.known();
  return gateway.call('POST', '/v1/messages', { body: { to: phone, content, ...more } });
};
const send = (content: object, more?: object) => sendFrom(line, content, more);
const nobodyWasAsked = () => {
  expect(dns.asked).toEqual([]);
  expect(resolved).toBe(0);
};
const notPublic = /https (link|address) that Meta can reach/;
const wordsFor = (host: string) => new RegExp(`${notPublic.source}.*${host}.* PARLEY_ALLOWED_HOSTS`);

describe.each(places)('A link to %s', (_place, field, contentWith) => {
  test.each(refused)('is refused by its field as %s', async (_what, link, host) => {
    const answer = await send(contentWith(link));
    expect(answer.status).toBe(422);
    expect(answer.body.code).toBe(field.includes('variables') ? 'TEMPLATE_VARIABLES' : 'INVALID_REQUEST');
    const [fault, ...others] = answer.body.errors;
    expect(fault).toEqual({ path: field, message: expect.stringMatching(host ? wordsFor(host) : notPublic) });
    expect(fault.message.includes('PARLEY_ALLOWED_HOSTS')).toBe(host !== undefined);
    expect(others).toEqual([]);
    nobodyWasAsked();
    expect(line.graph.received).toEqual([]);
  });

  test.each(loopback)('is refused as %s where the operator allows nothing', async (_what, link) => {
    const answer = await sendFrom(closed, contentWith(link));
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: field }] } });
    expect(answer.body.errors[0].message).toMatch(wordsFor(''));
    nobodyWasAsked();
  });

  test('is said in German too', async () => {
    const { phone } = await line.people.known();
    const answer = await line.gateway.call('POST', '/v1/messages', {
      body: { to: phone, content: contentWith('https://192.168.1.1/a.jpg') },
      headers: { 'accept-language': 'de' },
    });
    expect(answer.body.errors[0].message).toMatch(/privates Netz.*192\.168\.1\.1.* PARLEY_ALLOWED_HOSTS/);
  });

  test('is refused by the check and accepted by it as by the send', async () => {
    const { phone: to } = await line.people.known();
    const check = (link: string) =>
      line.gateway.call('POST', '/v1/messages/check', { body: { to, content: contentWith(link) } });
    const denied = await check('http://192.168.1.1/a.jpg');
    if (field.includes('variables'))
      expect(denied).toMatchObject({ status: 200, body: { decision: { code: 'TEMPLATE_VARIABLES' } } });
    else expect(denied).toMatchObject({ status: 422, body: { errors: [{ path: field }] } });
    expect(JSON.stringify(denied.body)).toMatch(/192\.168\.1\.1.* PARLEY_ALLOWED_HOSTS/);
    const taken = await check('http://127.0.0.1:8000/a.jpg');
    expect(taken).toMatchObject({ status: 200, body: { decision: { verdict: 'send' } } });
    nobodyWasAsked();
  });
});

test.each(refused)('A link of the template that goes instead is refused as %s', async (_what, link, host) => {
  const ifWindowClosed = { then: 'template', template: filled('image', { header_image: link }) };
  const answer = await send({ type: 'text', text: 'Hallo' }, { ifWindowClosed });
  expect(answer).toMatchObject({ status: 422, body: { code: 'INVALID_REQUEST' } });
  expect(answer.body.errors).toEqual([
    {
      path: 'ifWindowClosed.template.variables.header_image',
      message: expect.stringMatching(host ? wordsFor(host) : notPublic),
    },
  ]);
  expect(line.graph.received).toEqual([]);
});

test.each([
  ['http://192.168.1.1/a.jpg', [expect.stringMatching(wordsFor('192.168.1.1'))]],
  ['http://169.254.169.254/a.jpg', [expect.stringMatching(notPublic)]],
  ['http://127.0.0.1:8000/a.jpg', []],
])('The preview of a template with %s agrees with the send', async (link, messages) => {
  const template = filled('image', { header_image: link });
  const { status, body } = await line.gateway.call('POST', '/v1/templates/preview', { body: { template } });
  expect(status).toBe(200);
  expect(body.faults.map(({ message }: { message: string }) => message)).toEqual(messages);
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

test('A link that is allowed can be set later, and in the template that goes instead', async () => {
  const link = 'http://127.0.0.1:8000/a.jpg';
  const sendAt = new Date(Date.now() + 60 * 60 * 1000).toISOString();
  const { id } = (await send({ type: 'image', link: fine }, { sendAt })).body;
  const changed = await line.gateway.call('PATCH', `/v1/messages/${id}`, {
    body: {
      content: { type: 'image', link },
      ifWindowClosed: { then: 'template', template: filled('image', { header_image: link }) },
    },
  });
  expect(changed).toMatchObject({ status: 200, body: { content: { type: 'image', link } } });
  nobodyWasAsked();
});

test('Every faulty field is named, also where a private link is one of them', async () => {
  const answer = await send(
    { type: 'image', link: 'http://192.168.1.1/a.jpg' },
    { sendAt: '2020-01-01T00:00:00Z' },
  );
  expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual(['sendAt', 'content.link']);
});

// To a person of its own each: WhatsApp takes only so many at once for one.
const goesAsItIs = async (content: (link: string) => object, link: string) => {
  const { phone } = await line.people.whoWrote();
  const { id } = (
    await line.gateway.call('POST', '/v1/messages', { body: { to: phone, content: content(link) } })
  ).body;
  const received = await eventually(
    () => line.graph.received.find((one) => one.id === id),
    'it goes to Meta',
  );
  expect(JSON.stringify(received.body)).toContain(JSON.stringify(link));
  nobodyWasAsked();
};

test.each(allowed)('A link goes to Meta as it is to %s', async (_what, link) => {
  await goesAsItIs((given) => ({ type: 'image', link: given }), link);
  await goesAsItIs((given) => filled('image', { header_image: given }), link);
});

test.each(places)(
  'A link to %s goes to Meta as it is, also to this machine',
  async (_place, _field, content) => goesAsItIs(content, 'http://127.0.0.1:8000/a.jpg'),
);

test.each(places)(
  'A link to %s goes to Meta as it is, and its name is never resolved here',
  async (_place, _field, contentWith) => {
    // A name that leads inside is Meta's to judge: Meta resolves it, from outside.
    dns.leadTo = ['127.0.0.1'];
    await goesAsItIs(contentWith, 'https://rebinding.example.com/file?x=1#y');
  },
);

test('a name that is resolved would have been noticed', async () => {
  await lookup('localhost');
  expect(resolved).toBe(1);
});
