import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import type { TestGateway } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';

describe('A message for later', () => {
  let graph: GraphStandIn;
  let gateway: TestGateway;
  let people: Customers;
  beforeAll(async () => {
    ({ graph, gateway, people } = await openMetaLine());
  });
  afterAll(() => closeMetaLine({ graph, gateway }));

  const send = (body: unknown) => gateway.call('POST', '/v1/messages', { body });
  const read = async (id: string) => (await gateway.call('GET', `/v1/messages/${id}`)).body;
  const comes = (id: string) => gateway.call('GET', `/v1/messages/${id}?wait=20&until=sent`);
  const text = (words: string) => ({ type: 'text', text: words });
  const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  const arrived = (id: string) => graph.received.filter((message) => message.id === id);

  describe('that is scheduled', () => {
    test('is told with its moment, and goes then and not before', async () => {
      const { phone } = await people.whoWrote();
      const sendAt = inSeconds(1.2);
      const answer = await send({ to: phone, content: text('Später'), sendAt });
      expect(answer).toMatchObject({
        status: 202,
        body: {
          status: 'scheduled',
          notBefore: sendAt,
          decision: { verdict: 'deferred', code: 'SCHEDULED' },
        },
      });
      expect(await read(answer.body.id)).toMatchObject({ status: 'scheduled', notBefore: sendAt });
      expect((await comes(answer.body.id)).body.status).toBe('sent');
      expect(arrived(answer.body.id)).toHaveLength(1);
      expect(arrived(answer.body.id)[0]?.at).toBeGreaterThanOrEqual(Date.parse(sendAt));
    });

    test('for a moment at which the window will be closed is refused at once', async () => {
      const { phone } = await people.whoWrote();
      const answer = await send({ to: phone, content: text('Übermorgen'), sendAt: inSeconds(48 * 3600) });
      expect(answer).toMatchObject({ status: 422, body: { code: 'WINDOW_CLOSED' } });
    });

    test('can be changed until it goes, and each change is decided', async () => {
      const { phone } = await people.whoWrote();
      const { body } = await send({ to: phone, content: text('Erst'), sendAt: inSeconds(3600) });
      const change = (patch: unknown) => gateway.call('PATCH', `/v1/messages/${body.id}`, { body: patch });
      expect(await change({ sendAt: inSeconds(48 * 3600) })).toMatchObject({
        status: 422,
        body: { code: 'WINDOW_CLOSED' },
      });
      expect(await change({ sendAt: '2020-01-01T00:00:00Z' })).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'sendAt' }] },
      });
      expect(await read(body.id)).toMatchObject({ status: 'scheduled', content: { text: 'Erst' } });
      expect(await change({ content: text('Dann'), sendAt: inSeconds(0) })).toMatchObject({ status: 200 });
      expect((await comes(body.id)).body).toMatchObject({ status: 'sent', content: { text: 'Dann' } });
      expect(await change({ content: text('Nie') })).toMatchObject({
        status: 409,
        body: { code: 'TOO_LATE' },
      });
      expect(arrived(body.id)).toMatchObject([{ body: { text: { body: 'Dann' } } }]);
    });

    test('can be cancelled until it goes: that is how an undo works', async () => {
      const { phone } = await people.whoWrote();
      const { body } = await send({ to: phone, content: text('Ups'), sendAt: inSeconds(3600) });
      const cancel = () => gateway.call('POST', `/v1/messages/${body.id}/cancel`);
      expect(await cancel()).toMatchObject({ status: 200, body: { status: 'cancelled', error: null } });
      expect(await cancel()).toMatchObject({ status: 200, body: { status: 'cancelled' } });
      const sent = await send({ to: phone, content: text('Doch') });
      await comes(sent.body.id);
      expect(await gateway.call('POST', `/v1/messages/${sent.body.id}/cancel`)).toMatchObject({
        status: 409,
        body: { code: 'TOO_LATE' },
      });
    });

    test('is decided again when it goes, and fails by the rule that stands against it then', async () => {
      const { phone } = await people.whoWrote();
      const { body } = await send({ to: phone, content: text('Gleich'), sendAt: inSeconds(1) });
      await gateway.call('PATCH', '/v1/business', { body: { stopped: true } });
      const failed = await comes(body.id);
      await gateway.call('PATCH', '/v1/business', { body: { stopped: false } });
      expect(failed.body).toMatchObject({
        status: 'failed',
        error: { source: 'policy', code: 'KILL_SWITCH' },
        decision: { code: 'KILL_SWITCH' },
      });
      expect(arrived(body.id)).toEqual([]);
    });
  });

  describe('after a withdrawal', () => {
    const sale = {
      type: 'template',
      name: 'summer_sale',
      language: 'de',
      variables: { first_name: 'Erika' },
    };

    test('is cancelled when it is now forbidden, at once and with the word; the rest stays', async () => {
      const { phone } = await people.whoWrote();
      await people.confirms(phone);
      const sendAt = inSeconds(3600);
      const advertising = await send({ to: phone, content: sale, sendAt });
      const service = await send({ to: phone, content: text('Bis gleich'), sendAt });
      const { cursor } = (await gateway.call('GET', '/v1/events?after=latest')).body;
      await people.writes(phone, 'Keine Werbung');
      const cancelled = await read(advertising.body.id);
      expect(cancelled).toMatchObject({
        status: 'cancelled',
        error: { source: 'policy', code: 'WITHDRAWN' },
      });
      expect(await read(service.body.id)).toMatchObject({ status: 'scheduled' });
      const told = (await gateway.call('GET', `/v1/events?after=${cursor}&types=message.status`)).body.events;
      expect(told[0].data.message).toMatchObject({ id: advertising.body.id, status: 'cancelled' });
      expect(await send({ to: phone, content: sale })).toMatchObject({
        status: 422,
        body: { code: 'WITHDRAWN' },
      });
    });

    test('stays when what stands against it just now is not the withdrawal', async () => {
      const { phone, contactId } = await people.whoWrote();
      await people.confirms(phone);
      const sendAt = inSeconds(3600);
      const { body } = await send({ to: phone, content: text('Später'), sendAt });
      const advertising = await send({ to: phone, content: sale, sendAt });
      await gateway.call('PATCH', '/v1/business', { body: { stopped: true } });
      const withdrawal = {
        contact: { contactId },
        purpose: 'marketing',
        action: 'withdraw',
        method: 'agent',
      };
      await gateway.call('POST', '/v1/consent', { body: withdrawal });
      await gateway.call('PATCH', '/v1/business', { body: { stopped: false } });
      expect(await read(body.id)).toMatchObject({ status: 'scheduled' });
      expect(await read(advertising.body.id)).toMatchObject({
        status: 'cancelled',
        error: { code: 'WITHDRAWN' },
      });
    });
  });

  describe('that is held until the customer writes', () => {
    const hold = { then: 'hold' };

    test('waits with a closed window, and goes with the next message of the customer', async () => {
      const { phone } = await people.whoWrote({ hoursAgo: 25 });
      const answer = await send({ to: phone, content: text('Antwort'), ifWindowClosed: hold });
      expect(answer).toMatchObject({
        status: 202,
        body: {
          status: 'held',
          notBefore: expect.any(String),
          decision: { verdict: 'deferred', code: 'HELD_UNTIL_REPLY' },
        },
      });
      await people.writes(phone, 'Noch eine Frage');
      expect((await comes(answer.body.id)).body.status).toBe('sent');
      expect(arrived(answer.body.id)).toHaveLength(1);
    });

    test('is cancelled by an opt-out, which opens the window and releases nothing', async () => {
      const { phone } = await people.whoWrote({ hoursAgo: 25 });
      const answer = await send({ to: phone, content: text('Antwort'), ifWindowClosed: hold });
      await people.writes(phone, 'STOP');
      const message = await read(answer.body.id);
      expect(message).toMatchObject({ status: 'cancelled', error: { source: 'policy', code: 'STOP_ALL' } });
      expect(message.error.explanation).toContain('STOP');
      expect(arrived(answer.body.id)).toEqual([]);
    });

    test('is given up at its end, by the rule that the window is closed', async () => {
      const { phone } = await people.whoWrote({ hoursAgo: 25 });
      const ifWindowClosed = { then: 'hold', until: inSeconds(1) };
      const { body } = await send({ to: phone, content: text('Antwort'), ifWindowClosed });
      const failed = await eventually(async () => {
        const message = await read(body.id);
        return message.status === 'failed' ? message : undefined;
      }, 'the hold is over');
      expect(failed.error).toMatchObject({ source: 'policy', code: 'WINDOW_CLOSED' });
      expect(failed.error.explanation).toContain('24 hours');
    });
  });

  describe('that falls back to a template', () => {
    const template = {
      type: 'template',
      name: 'conversation_reply',
      language: 'de',
      variables: { first_name: 'Erika' },
    };
    const ifWindowClosed = { then: 'template', template };

    test('goes as its words while the window is open, and as the template when it is closed', async () => {
      const open = await people.whoWrote();
      const words = await send({ to: open.phone, content: text('Hallo'), ifWindowClosed });
      const closed = await people.whoWrote({ hoursAgo: 25 });
      const reply = await send({ to: closed.phone, content: text('Hallo'), ifWindowClosed });
      expect(reply).toMatchObject({ status: 202, body: { decision: { code: 'CASE_REPLY' } } });
      await comes(words.body.id);
      expect((await comes(reply.body.id)).body.content).toMatchObject({ name: 'conversation_reply' });
      expect(arrived(words.body.id)).toMatchObject([{ body: { type: 'text' } }]);
      expect(arrived(reply.body.id)).toMatchObject([
        {
          body: {
            type: 'template',
            template: {
              components: [
                {
                  type: 'body',
                  parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Erika' }],
                },
              ],
            },
          },
        },
      ]);
    });

    test('answers an open case once after each silence', async () => {
      const { phone } = await people.whoWrote({ hoursAgo: 30 });
      const reply = () => send({ to: phone, content: template });
      const [one, two] = await Promise.all([reply(), reply()]);
      expect([one?.status, two?.status].sort()).toEqual([202, 422]);
      expect([one, two].find((answer) => answer?.status === 422)?.body.code).toBe('NO_CONSENT');
      await people.writes(phone, 'Danke', new Date(Date.now() - 25 * 3_600_000));
      expect((await send({ to: phone, content: text('Noch da?') })).body.code).toBe('WINDOW_CLOSED');
    });

    test('gives the case reply back when Meta refuses it', async () => {
      const { phone } = await people.whoWrote({ hoursAgo: 30 });
      graph.behave = ({ to }) => (to === phone.slice(1) ? { reject: 131026 } : undefined);
      const first = await send({ to: phone, content: template });
      expect((await comes(first.body.id)).body).toMatchObject({
        status: 'failed',
        error: { source: 'meta', code: '131026' },
      });
      graph.behave = () => undefined;
      expect(await send({ to: phone, content: template })).toMatchObject({
        status: 202,
        body: { decision: { code: 'CASE_REPLY' } },
      });
    });

    test('lists every fault of the template’s variables under its path', async () => {
      const { phone } = await people.whoWrote();
      const variables = { first_name: ' ', unknown: 'x' };
      const answer = await send({ to: phone, content: { ...template, variables } });
      expect(answer).toMatchObject({ status: 422, body: { code: 'TEMPLATE_VARIABLES' } });
      const paths = answer.body.errors.map((fault: { path: string }) => fault.path);
      expect(paths).toEqual(['content.variables.first_name', 'content.variables.unknown']);
      const silent = await people.whoWrote({ hoursAgo: 25 });
      const fallback = { then: 'template', template: { ...template, variables: {} } };
      const other = await send({ to: silent.phone, content: text('Hallo'), ifWindowClosed: fallback });
      expect(other).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'ifWindowClosed.template.variables.first_name' }] },
      });
    });
  });
});
