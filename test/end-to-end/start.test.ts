import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually, eventuallyHolds } from '../support/eventually.ts';
import { freePort, ownProcesses, type Processes } from '../support/processes.ts';
import { addressesOf } from './parley.ts';
import { inboundText, postWebhook } from './signed-webhook.ts';

const START_MS = 40_000;
const PHONE = '+4915112345678';

let processes: Processes;
beforeEach(() => {
  processes = ownProcesses();
});
afterEach(() => processes.close());

/** `npm start` in an empty folder with nothing set but ports and `env`; the API key is the one it shows. */
async function npmStart(env: Record<string, string> = {}) {
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const start = processes.add({
    name: 'start',
    file: 'packages/gateway/src/cli/start.ts',
    env: { PARLEY_PORT: String(port), PARLEY_SANDBOX_PORT: String(sandboxPort), ...env },
    isUp: (output) => output.includes('Parley is running.'),
  });
  await start.start();
  const key = /API key +(\S+)/.exec(start.output())?.[1] ?? '';
  return { start, ...addressesOf(`http://127.0.0.1:${port}`, `http://127.0.0.1:${sandboxPort}`, key) };
}

describe('npm start with nothing set', () => {
  test(
    'lets a customer write, the business answer with the key it shows, and a stranger sign webhooks with the sandbox secret',
    async () => {
      const { start, api, phone, messages, url, call } = await npmStart();
      const erika = phone(PHONE);
      const asked = await erika.write('Hallo', { name: 'Erika' });
      await eventuallyHolds(
        async () => expect((await messages()).map(({ wamid }) => wamid)).toEqual([asked]),
        'it arrives',
      );
      expect(await call('GET', `/v1/contacts?identity=${encodeURIComponent(PHONE)}`)).toMatchObject({
        items: [{ name: 'Erika', conversations: [{ window: { open: true } }] }],
      });
      const sent = await api.sendMessage({ to: PHONE, content: { type: 'text', text: 'Guten Tag' } });
      expect(sent).toMatchObject({ outcome: 'accepted', message: { decision: { code: 'SERVICE_REPLY' } } });
      await eventuallyHolds(
        async () =>
          expect(await erika.fromBusiness()).toMatchObject([{ text: 'Guten Tag', status: 'delivered' }]),
        'the phone shows it',
      );

      const webhook = inboundText('wamid.SIGNED1', '4915112345679', 'Von Hand signiert');
      expect(await postWebhook(url, webhook, 'another-secret')).toBe(401);
      expect(await postWebhook(url, webhook)).toBe(200);
      expect(await postWebhook(url, webhook)).toBe(200);
      expect((await messages()).map(({ content }) => content.text)).toEqual([
        'Hallo',
        'Guten Tag',
        'Von Hand signiert',
      ]);
      const query = 'hub.mode=subscribe&hub.verify_token=sandbox-verify-token&hub.challenge=1158201444';
      const handshake = await fetch(`${url}/webhooks/whatsapp?${query}`);
      expect([handshake.status, await handshake.text()]).toEqual([200, '1158201444']);

      expect(await start.stop()).toBe(0);
    },
    START_MS,
  );

  test(
    'has the templates of the sandbox ready, and the answer to Saturday on Monday among them',
    async () => {
      const { api, phone, call } = await npmStart();
      const { items } = await api.listTemplates({ limit: 200 });
      expect(items.map(({ name, language }) => `${name} ${language}`).sort()).toEqual([
        'appointment_reminder de',
        'conversation_reply de',
        'conversation_reply en',
        'hello_world en_US',
        'login_code de',
        'old_news de',
        'order_update de',
        'order_update en',
        'summer_sale de',
        'ticket_booking de',
      ]);
      const erika = phone(PHONE);
      await erika.write('Kann ich umtauschen?', { ageHours: 40 });
      const text = { to: PHONE, content: { type: 'text' as const, text: 'Ja, gern.' } };
      await eventually(
        async () => (await api.findContacts({ identity: PHONE })).items.length === 1,
        'the message arrives',
      );
      expect(await api.sendMessage(text)).toMatchObject({
        outcome: 'refused',
        decision: {
          verdict: 'needs_template',
          code: 'WINDOW_CLOSED',
          reason: expect.stringContaining('24 Stunden'),
        },
      });
      const template = {
        type: 'template',
        name: 'conversation_reply',
        language: 'de',
        variables: { first_name: 'Erika' },
      };
      expect(
        await call('POST', '/v1/messages', { ...text, ifWindowClosed: { then: 'template', template } }),
      ).toMatchObject({
        decision: { code: 'CASE_REPLY' },
      });
      await eventuallyHolds(
        async () =>
          expect(await erika.fromBusiness()).toMatchObject([
            { type: 'template', text: expect.stringContaining('Erika') },
          ]),
        'the phone shows the template',
      );
    },
    START_MS,
  );
});

test(
  'npm start with an app secret of its own: gateway and sandbox both go by it',
  async () => {
    const { url, phone, messages } = await npmStart({ WHATSAPP_APP_SECRET: 'a-secret-of-our-own' });
    await phone(PHONE).write('Hallo');
    await eventually(async () => (await messages()).length === 1, 'the sandbox signs with it');
    const webhook = inboundText('wamid.SIGNED2', '4915112345679', 'Von Hand signiert');
    expect(await postWebhook(url, webhook)).toBe(401);
    expect(await postWebhook(url, webhook, 'a-secret-of-our-own')).toBe(200);
  },
  START_MS,
);
