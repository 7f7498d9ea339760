import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { type GraphStandIn, startGraphStandIn } from '../../support/graph-stand-in.ts';

let meta: GraphStandIn;
let gateway: TestGateway;
let people: ReturnType<typeof customers>;
let ahead = 0;
beforeAll(async () => {
  meta = await startGraphStandIn();
  gateway = await startTestGateway({ graphUrl: meta.url, now: () => new Date(Date.now() + ahead) });
  people = customers(gateway);
});
afterEach(() => {
  meta.media.next.length = 0;
  meta.media.gate = Promise.resolve();
});
afterAll(async () => {
  await gateway.close();
  await meta.close();
});

let copies = 0;
const upload = async (type = 'application/pdf') => {
  copies += 1;
  const start = { 'application/pdf': '%PDF', 'image/jpeg': '\xff\xd8\xff' }[type] ?? '';
  const answer = await gateway.call('POST', '/v1/media?filename=Rechnung.pdf', {
    rawBody: Buffer.from(`${start} ${copies}`, 'latin1'),
    headers: { 'content-type': type },
  });
  expect(answer.status).toBe(201);
  return answer.body.id as string;
};
const send = async (to: string, content: unknown, more: Record<string, unknown> = {}) => {
  const answer = await gateway.call('POST', '/v1/messages', { body: { to, content, ...more } });
  expect(answer.status).toBe(202);
  return answer.body.id as string;
};
const ended = (id: string) =>
  eventually(async () => {
    const { body } = await gateway.call('GET', `/v1/messages/${id}`);
    return ['sent', 'failed'].includes(body.status) && body;
  }, 'the message has gone or failed');
const receivedBy = (id: string) => meta.received.find((send) => send.id === id)?.body;
const pass = async (milliseconds: number) => {
  ahead += milliseconds;
  await gateway.call('PUT', '/v1/tools/test/state/tick', { body: { value: ahead } });
};
const uploads = () => meta.media.asked.filter((line) => line === 'upload').length;

describe('A message with an uploaded file', () => {
  test('goes once the file is at Meta, under the id that Meta gave it', async () => {
    const { phone } = await people.whoWrote();
    const mediaId = await upload();
    const id = await send(phone, { type: 'document', mediaId, caption: 'Ihre Rechnung' });
    expect((await ended(id)).status).toBe('sent');
    const file = meta.media.uploaded.at(-1);
    expect(file).toMatchObject({
      numberId: testValues.numberId,
      type: 'application/pdf',
      filename: 'Rechnung.pdf',
      bytes: Buffer.from(`%PDF ${copies}`),
    });
    expect(receivedBy(id)?.document).toEqual({ id: file?.id, caption: 'Ihre Rechnung' });
    // What is stored and shown names our file, which can be looked at.
    expect((await gateway.call('GET', `/v1/messages/${id}`)).body.content.mediaId).toBe(mediaId);
  });

  test('uses an upload of the last 29 days again, and makes a new one after that', async () => {
    const { phone } = await people.whoWrote();
    const mediaId = await upload();
    const before = uploads();
    for (let i = 0; i < 3; i += 1) await ended(await send(phone, { type: 'document', mediaId }));
    expect(uploads()).toBe(before + 1);
    await gateway.runtime.store.write((tx) =>
      tx
        .updateTable('media_upload')
        .set({ uploaded_at: Date.now() - 29 * 24 * 60 * 60 * 1000 })
        .where('media_id', '=', mediaId)
        .execute(),
    );
    const id = await send(phone, { type: 'document', mediaId });
    await ended(id);
    expect(uploads()).toBe(before + 2);
    expect(receivedBy(id)?.document.id).toBe(meta.media.uploaded.at(-1)?.id);
  });

  test('keeps its place: what comes after it waits, and other people do not', async () => {
    const { phone } = await people.whoWrote();
    const other = await people.whoWrote();
    let open: () => void = () => {};
    meta.media.gate = new Promise((resolve) => {
      open = resolve;
    });
    const first = await send(phone, { type: 'document', mediaId: await upload() });
    const second = await send(phone, { type: 'text', text: 'danach' });
    await eventually(() => meta.media.asked.at(-1) === 'upload', 'the upload is under way');
    await ended(await send(other.phone, { type: 'text', text: 'inzwischen' }));
    expect(receivedBy(second)).toBeUndefined();
    open();
    await ended(second);
    const order = meta.received.map(({ id }) => id).filter((id) => id === first || id === second);
    expect(order).toEqual([first, second]);
  });

  test('shares one upload with all who wait for the same file', async () => {
    const mediaId = await upload();
    const before = uploads();
    const ids = [];
    for (let i = 0; i < 4; i += 1) {
      const { phone } = await people.whoWrote();
      ids.push(await send(phone, { type: 'document', mediaId }));
    }
    for (const id of ids) expect((await ended(id)).status).toBe('sent');
    expect(uploads()).toBe(before + 1);
  });

  test('waits and goes when an upload breaks off and the next one does not', async () => {
    const { phone } = await people.whoWrote();
    meta.media.next.push('drop');
    const id = await send(phone, { type: 'document', mediaId: await upload() });
    await eventually(() => meta.media.next.length === 0, 'the first upload broke off');
    await eventually(async () => {
      const { read } = gateway.runtime.store;
      const row = await read
        .selectFrom('message')
        .select('attempt_at')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return (row.attempt_at ?? 0) < Date.now() + ahead + 10_000;
    }, 'it rests');
    await pass(2100);
    expect((await ended(id)).status).toBe('sent');
  });

  test('fails with Meta’s reason when Meta does not take the file, and a later one tries anew', async () => {
    const { phone } = await people.whoWrote();
    meta.media.next.push({ refuse: 131053 });
    const mediaId = await upload();
    const id = await send(phone, { type: 'document', mediaId });
    expect(await ended(id)).toMatchObject({ status: 'failed', error: { source: 'meta', code: '131053' } });
    expect(receivedBy(id)).toBeUndefined();
    expect((await ended(await send(phone, { type: 'document', mediaId }))).status).toBe('sent');
  });

  test('goes after a restart amid its upload', async () => {
    const own = await startTestGateway({ graphUrl: meta.url });
    const { phone } = await customers(own).whoWrote();
    const made = await own.call('POST', '/v1/media', {
      rawBody: Buffer.from('%PDF vor dem Neustart'),
      headers: { 'content-type': 'application/pdf' },
    });
    let open: () => void = () => {};
    meta.media.gate = new Promise((resolve) => {
      open = resolve;
    });
    const before = uploads();
    const content = { type: 'document', mediaId: made.body.id };
    const sent = await own.call('POST', '/v1/messages', { body: { to: phone, content } });
    await eventually(() => uploads() === before + 1, 'the upload is under way');
    await own.stop();
    open();
    const again = await startTestGateway({ graphUrl: meta.url, dataDir: own.dataDir });
    const { body } = await again.call('GET', `/v1/messages/${sent.body.id}?wait=20`);
    expect(body.status).toBe('sent');
    await again.stop();
    await own.close();
  });

  test('is a template, with the file in its header', async () => {
    const { phone } = await people.whoWrote();
    const mediaId = await upload();
    const id = await send(phone, {
      type: 'template',
      name: 'ticket_booking',
      language: 'de',
      variables: { header_document: `media:${mediaId}`, 1: 'Berlin', button_0_url: 'B-1' },
    });
    expect((await ended(id)).status).toBe('sent');
    const [header] = receivedBy(id)?.template.components ?? [];
    expect(header.parameters).toEqual([
      { type: 'document', document: { id: meta.media.uploaded.at(-1)?.id } },
    ]);
  });

  test('may have it above buttons', async () => {
    const { phone } = await people.whoWrote();
    const mediaId = await upload('image/jpeg');
    const header = { type: 'image', mediaId };
    const id = await send(phone, {
      type: 'buttons',
      body: 'Gefällt es?',
      header,
      buttons: [{ id: 'ja', title: 'Ja' }],
    });
    expect((await ended(id)).status).toBe('sent');
    expect(receivedBy(id)?.interactive.header.image).toEqual({ id: meta.media.uploaded.at(-1)?.id });
  });

  test('may name an id of Meta’s own, which goes as it is', async () => {
    const { phone } = await people.whoWrote();
    const id = await send(phone, { type: 'image', mediaId: '1003383421387256' });
    await ended(id);
    expect(receivedBy(id)?.image).toEqual({ id: '1003383421387256' });
  });

  test.each([
    [
      'a file that is not here',
      async () => ({ type: 'image', mediaId: 'med_none' }),
      'content.mediaId',
      'not here',
    ],
    [
      'a file of another kind',
      async () => ({ type: 'image', mediaId: await upload() }),
      'content.mediaId',
      'cannot be sent as an image',
    ],
    [
      'a file of another kind in a header',
      async () => ({
        type: 'template',
        name: 'ticket_booking',
        language: 'de',
        variables: {
          header_document: `media:${await upload('image/jpeg')}`,
          first_name: 'Erika',
          button_0_url: 'B',
        },
      }),
      'content.variables.header_document',
      'cannot be sent as a document',
    ],
  ])('that names %s is refused at once', async (_, content, path, words) => {
    const { phone } = await people.known();
    const answer = await gateway.call('POST', '/v1/messages', {
      body: { to: phone, content: await content() },
    });
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ path, message: expect.stringContaining(words) }] },
    });
  });

  test('of an erased person takes the file with it, unless others got the same one', async () => {
    const [hers, shared] = [await upload(), await upload()];
    const erika = await people.whoWrote();
    const otto = await people.whoWrote();
    await ended(await send(erika.phone, { type: 'document', mediaId: hers }));
    for (const { phone } of [erika, otto])
      await ended(await send(phone, { type: 'document', mediaId: shared }));
    expect((await gateway.call('DELETE', `/v1/contacts/${erika.contactId}`)).status).toBe(200);
    expect((await gateway.call('GET', `/v1/media/${hers}`)).status).toBe(404);
    expect((await gateway.call('GET', `/v1/media/${shared}`)).status).toBe(200);
  });
});
