import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { rowCounts } from '../../support/row-counts.ts';

let gateway: TestGateway;
let before: Readonly<Record<string, number>>;
beforeAll(async () => {
  gateway = await startTestGateway();
});
beforeEach(async () => {
  before = await rowCounts(gateway.runtime);
});
// Whatever was refused: nothing is stored, and nothing waits to be sent.
afterEach(async () => expect(await rowCounts(gateway.runtime)).toEqual(before));
afterAll(() => gateway.close());

/** The faults of a content, by their path. */
async function faultsOf(content: unknown): Promise<Record<string, string>> {
  const { body } = await gateway.call('POST', '/v1/messages', { body: { to: '+4915112345678', content } });
  expect(body).toMatchObject({ status: 422, code: 'INVALID_REQUEST' });
  return Object.fromEntries(
    (body.errors as { path: string; message: string }[]).map(({ path, message }) => [path, message]),
  );
}

const link = 'https://cdn.example.com/a';
const list = { type: 'list', body: 'Wann?', button: 'Tage' };
const row = (id: string) => ({ id, title: 'Montag' });
const flow = { type: 'flow', body: 'Rückgabe', button: 'Los', flowId: '1' };
const linkButton = { type: 'link', body: 'Konto', button: 'Öffnen', url: 'https://example.com' };
const card = { name: { formattedName: 'Erika' } };

describe('A content that does not fit', () => {
  test.each([
    ['a text that is a number', { type: 'text', text: 5 }, 'content.text', 'must be text'],
    ['two sources of a file', { type: 'image', link, mediaId: '1' }, 'content', 'exactly one of link'],
    ['no source of a file', { type: 'audio' }, 'content', 'exactly one of link'],
    ['a private link', { type: 'video', link: 'https://10.0.0.1/a' }, 'content.link', 'https link that Meta'],
    [
      'a caption on a sticker',
      { type: 'sticker', link, caption: 'a' },
      'content.caption',
      'not a known field',
    ],
    [
      'a file name on an image',
      { type: 'image', link, filename: 'a' },
      'content.filename',
      'not a known field',
    ],
    [
      'a voice message that is "yes"',
      { type: 'audio', link, voice: 'yes' },
      'content.voice',
      'true or false',
    ],
    [
      'two buttons with one id',
      { type: 'buttons', body: 'a', buttons: [row('a'), { id: 'a', title: 'Dienstag' }] },
      'content.buttons',
      'its own id',
    ],
    [
      'two buttons with one title',
      { type: 'buttons', body: 'a', buttons: [row('a'), row('b')] },
      'content.buttons',
      'its own title',
    ],
    [
      'an audio header',
      { type: 'buttons', body: 'a', buttons: [row('a')], header: { type: 'audio', link } },
      'content.header.type',
      'text, image, video, document',
    ],
    ['a list without sections', list, 'content.sections', 'is required'],
    [
      'an image over a list',
      { ...list, sections: [{ rows: [row('a')] }], header: { type: 'image', text: 'a' } },
      'content.header.type',
      'text',
    ],
    [
      'a second section without a title',
      { ...list, sections: [{ title: 'A', rows: [row('a')] }, { rows: [row('b')] }] },
      'content.sections[1].title',
      'more than one section',
    ],
    [
      'two rows with one id',
      { ...list, sections: [{ rows: [row('a'), row('a')] }] },
      'content.sections',
      'its own id',
    ],
    [
      'a link that is no web address',
      { ...linkButton, url: 'javascript:alert(1)' },
      'content.url',
      'https://',
    ],
    ['a link without its button', { type: 'link', body: 'a', url: link }, 'content.button', 'is required'],
    ['a flow by id and name', { ...flow, flowName: 'a' }, 'content.flowId', 'exactly one of flowId'],
    ['an emoji on the button of a flow', { ...flow, button: 'Los 🚀' }, 'content.button', 'emoji'],
    [
      'a screen that the endpoint gives',
      { ...flow, flowAction: 'data_exchange', screen: 'A' },
      'content.screen',
      'navigate only',
    ],
    ['a mode that does not exist', { ...flow, mode: 'test' }, 'content.mode', 'draft, published'],
    ['a request without words', { type: 'location_request' }, 'content.body', 'is required'],
    [
      'a footer under a request',
      { type: 'contact_request', body: 'a', footer: 'b' },
      'content.footer',
      'not a known field',
    ],
    ['a place without longitude', { type: 'location', latitude: 1 }, 'content.longitude', 'is required'],
    [
      'a place in words',
      { type: 'location', latitude: '52.5', longitude: 1 },
      'content.latitude',
      'must be a number',
    ],
    ['no contacts', { type: 'contacts' }, 'content.contacts', 'is required'],
    [
      'a contact without the name that is shown',
      { type: 'contacts', contacts: [{ name: { firstName: 'Erika' } }] },
      'content.contacts[0].name.formattedName',
      'is required',
    ],
    [
      'a day that does not exist',
      { type: 'contacts', contacts: [{ ...card, birthday: '1990-02-30' }] },
      'content.contacts[0].birthday',
      'YYYY-MM-DD',
    ],
    [
      'a WhatsApp number with +',
      { type: 'contacts', contacts: [{ ...card, phones: [{ waId: '+4915112345678' }] }] },
      'content.contacts[0].phones[0].waId',
      'digits',
    ],
    ['a reaction in words', { type: 'reaction', message: 'a', emoji: 'ok' }, 'content.emoji', 'one emoji'],
    ['a reaction to nothing', { type: 'reaction', emoji: '👍' }, 'content.message', 'is required'],
    ['a template without its language', { type: 'template', name: 'a' }, 'content.language', 'is required'],
    [
      'a name of Meta’s',
      { type: 'text', text: 'a', preview_url: true },
      'content.preview_url',
      'known field',
    ],
  ])('(%s) is refused by the name of the field', async (_what, content, path, words) => {
    expect(await faultsOf(content)).toEqual({ [path]: expect.stringContaining(words) });
  });
});

describe('A raw message', () => {
  const text = { type: 'text', text: { body: 'Hallo' } };
  const raw = (more: object) => faultsOf({ type: 'raw', message: { ...text, ...more } });

  test.each([
    ['to', '4915112345679', '"to" of the request'],
    ['recipient', 'DE.1234', '"to" of the request'],
    ['recipient_type', 'group', 'groups'],
    ['group_id', '120363', 'groups'],
    ['biz_opaque_callback_data', 'mine', 'callback data'],
    ['category', 'utility', '24-hour window'],
    ['messaging_product', 'telegram', 'whatsapp'],
    ['messaging_account_id', '1', 'not a known field'],
    ['image', { id: '1' }, 'not a known field'],
    ['recipient_identity_key_hash', 5, 'must be text'],
    ['type', 5, 'must be text'],
    ['type', 'template', 'content.type "template"'],
    ['type', 'pin', 'groups'],
    ['type', 'to', 'message type'],
    ['type', 'Text!', 'message type'],
    ['text', 'Hallo', 'must be an object'],
    ['text', undefined, 'is required'],
  ])('with %s: %j is refused by the name of the field', async (field, value, words) => {
    expect(await raw({ [field]: value })).toMatchObject({
      [`content.message.${field}`]: expect.stringContaining(words),
    });
  });

  test('with every fault is told of every fault', async () => {
    const faults = await raw({ to: '1', category: 'utility', recipient_type: 'group', colour: 'red' });
    expect(Object.keys(faults).sort()).toEqual([
      'content.message.category',
      'content.message.colour',
      'content.message.recipient_type',
      'content.message.to',
    ]);
  });

  test('that quotes without an id is refused by the name of the field', async () => {
    expect(await raw({ context: {} })).toEqual({ 'content.message.context.message_id': 'is required' });
  });

  test('that is no object, or has no type, is refused by the name of the field', async () => {
    expect(await faultsOf({ type: 'raw' })).toEqual({ 'content.message': 'is required' });
    expect(await faultsOf({ type: 'raw', message: [] })).toEqual({ 'content.message': 'must be an object' });
    expect(await faultsOf({ type: 'raw', message: {} })).toEqual({ 'content.message.type': 'is required' });
  });

  test.each([
    ['of a file', { type: 'image', image: { link: 'http://example.com/a' } }, 'image.link'],
    [
      'in a header',
      {
        type: 'interactive',
        interactive: { header: { type: 'image', image: { link: 'http://169.254.169.254/a' } } },
      },
      'interactive.header.image.link',
    ],
    [
      'in a card',
      {
        type: 'interactive',
        interactive: { cards: [{ header: { video: { link: 'ftp://10.1.1.1/a' } } }] },
      },
      'interactive.cards[0].header.video.link',
    ],
  ])('is held to the form of a link %s', async (_what, message, path) => {
    expect(await faultsOf({ type: 'raw', message })).toEqual({
      [`content.message.${path}`]: 'must be an https link that Meta can reach',
    });
  });

  test('names each link into a private network by its field', async () => {
    const cards = ['10.1.1.1', '127.0.0.1', '10.1.1.2'].map((host) => ({
      header: { video: { link: `https://${host}/a` } },
    }));
    const message = { type: 'interactive', interactive: { cards, link: 'http://10.1.1.3/a' } };
    expect(await faultsOf({ type: 'raw', message })).toEqual({
      'content.message.interactive.cards[0].header.video.link': expect.stringContaining('"10.1.1.1"'),
      'content.message.interactive.cards[2].header.video.link': expect.stringContaining('"10.1.1.2"'),
    });
  });
});
