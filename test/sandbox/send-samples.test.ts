import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { filled, sendSamples } from '../support/send-samples.ts';
import { createdTemplates } from './sample-templates.ts';
import { aSandbox, NUMBER_ID, PHONE, type SandboxUnderTest } from './sandbox-under-test.ts';

let sandbox: SandboxUnderTest;
let known: Record<string, string>;
let phones = 0;

beforeAll(async () => {
  sandbox = await aSandbox();
  await sandbox.customer('messages', { text: 'Hallo', userId: 'DE.4711' });
  const [inbound] = await sandbox.phone();
  known = {
    INBOUND: inbound?.wamid ?? '',
    USER_ID: 'DE.4711',
    IMAGE: await upload('image/png'),
    VIDEO: await upload('video/mp4'),
    AUDIO: await upload('audio/ogg'),
    DOCUMENT: await upload('application/pdf'),
    STICKER: await upload('image/webp'),
    ...(await createdTemplates(sandbox)),
  };
});
afterAll(() => sandbox.close());

async function upload(type: string): Promise<string> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', type);
  form.set('file', new Blob([new Uint8Array(64)], { type }), 'file');
  const answer = await fetch(new URL(`/v25.0/${NUMBER_ID}/media`, sandbox.url), {
    method: 'POST',
    headers: { authorization: 'Bearer sandbox-access-token' },
    body: form,
  });
  return ((await answer.json()) as { id: string }).id;
}

test.each(sendSamples.map((sample) => [sample.name, sample] as const))(
  '%s is accepted',
  async (_name, sample) => {
    // A new person for each, so that the pair limit stays out of it; a reaction needs the one who wrote.
    const to = JSON.stringify(sample.body).includes('<INBOUND>') ? PHONE : `49151${20_000_000 + phones++}`;
    const body = filled(sample.body, { ...known, TO: to });
    const answer = await sandbox.graph('POST', `${NUMBER_ID}/${sample.surface ?? 'messages'}`, body);
    expect(answer).toMatchObject({ status: 200 });
    if (body.status === 'read') expect(answer.body).toEqual({ success: true });
    else expect(answer.body.messages).toMatchObject([{ id: expect.stringMatching(/^wamid\./) }]);
  },
);

test('a sample that is not as Meta wants it is refused', async () => {
  const [text] = sendSamples;
  const answer = await sandbox.send({
    ...filled(text?.body ?? {}, { ...known, TO: PHONE }),
    text: { body: '' },
  });
  expect(answer.status).toBe(400);
});
