import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNT_ID, aSandbox, type SandboxUnderTest } from './sandbox-under-test.ts';
import { until } from './until.ts';

type Listed = {
  id: string;
  name: string;
  language: string;
  status: string;
  category: string;
  components: { type: string; buttons?: { type: string }[] }[];
};

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

const PATH = `${ACCOUNT_ID}/message_templates`;
const list = async (query = '') =>
  (await sandbox.graph('GET', `${PATH}?limit=100&${query}`)).body.data as Listed[];
const create = (template: object) =>
  sandbox.graph('POST', PATH, { name: 'neue_vorlage', language: 'de', category: 'UTILITY', ...template });
const review = (id: string, decision: object) =>
  sandbox.call('POST', `/sandbox/templates/${id}/review`, decision);
const text = 'Hallo {{1}}, willkommen bei uns.';
const body = (more: object = {}) => ({ type: 'BODY', text, example: { body_text: [['Erika']] }, ...more });

describe('the templates of a new sandbox', () => {
  test('are the ones every part of Parley counts on', async () => {
    const names = (await list()).map(
      ({ name, language, category, status }) => `${name} ${language} ${category} ${status}`,
    );
    expect(names.sort()).toEqual([
      'appointment_reminder de UTILITY APPROVED',
      'conversation_reply de UTILITY APPROVED',
      'conversation_reply en UTILITY APPROVED',
      'hello_world en_US UTILITY APPROVED',
      'login_code de AUTHENTICATION APPROVED',
      'old_news de MARKETING PAUSED',
      'order_update de UTILITY APPROVED',
      'order_update en UTILITY APPROVED',
      'summer_sale de MARKETING APPROVED',
      'ticket_booking de UTILITY APPROVED',
    ]);
  });

  test('show the one-time-code button as a URL button', async () => {
    const [login] = await list('name=login_code');
    const buttons = login?.components.find(({ type }) => type === 'BUTTONS')?.buttons;
    expect(buttons).toMatchObject([
      { type: 'URL', text: 'Code kopieren', url: expect.stringContaining('{{1}}') },
    ]);
  });

  test('can be read one by one, with only the fields asked for', async () => {
    const [hello] = await list('name=hello_world');
    expect((await sandbox.graph('GET', `${hello?.id}?fields=name,status`)).body).toEqual({
      id: hello?.id,
      name: 'hello_world',
      status: 'APPROVED',
    });
  });
});

describe('the list of templates', () => {
  test.each([
    ['name=order_update', 2],
    ['language=de', 7],
    ['status=PAUSED', 1],
    ['status=["APPROVED","PAUSED"]', 10],
    ['category=MARKETING', 2],
    ['quality_score=UNKNOWN', 9],
    ['quality_score=RED', 1],
    ['name=nothing', 0],
  ])('%s finds %d', async (query, count) => {
    expect(await list(query)).toHaveLength(count);
  });

  test('is read in pages, forwards and back', async () => {
    const first = await sandbox.graph('GET', `${PATH}?limit=4`);
    const paging = first.body.paging as { cursors: { before: string; after: string }; next: string };
    expect(first.body.data).toHaveLength(4);
    expect(paging).not.toHaveProperty('previous');
    const seen = first.body.data as Listed[];
    let next: string | undefined = paging.next;
    while (next) {
      const page = await sandbox.call('GET', next, undefined, {
        authorization: 'Bearer sandbox-access-token',
      });
      seen.push(...(page.body.data as Listed[]));
      next = (page.body.paging as { next?: string }).next;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(10);
    const back = await sandbox.graph(
      'GET',
      `${PATH}?limit=4&before=${encodeURIComponent(btoa(`at:${seen[4]?.id}`))}`,
    );
    expect((back.body.data as Listed[]).map(({ id }) => id)).toEqual(seen.slice(0, 4).map(({ id }) => id));
  });

  test('a page before the third has two, however large it may be', async () => {
    const all = await list('limit=100');
    const page = await sandbox.graph(
      'GET',
      `${PATH}?limit=5&before=${encodeURIComponent(btoa(`at:${all[2]?.id}`))}`,
    );
    expect((page.body.data as Listed[]).map(({ id }) => id)).toEqual([all[0]?.id, all[1]?.id]);
    expect(page.body.paging).not.toHaveProperty('previous');
    expect(page.body.paging).toHaveProperty('next');
  });

  test.each(['name=order_update&name=hello_world', 'status=PAUSED&status=APPROVED&name=hello_world'])(
    'takes the last of a parameter that is given twice: %s',
    async (query) => {
      expect((await list(query)).map(({ name }) => name)).toEqual(['hello_world']);
    },
  );

  test('refuses a limit and a cursor that make no sense', async () => {
    expect(await sandbox.graph('GET', `${PATH}?limit=x`)).toMatchObject({
      status: 400,
      body: { error: { code: 100 } },
    });
    expect(await sandbox.graph('GET', `${PATH}?after=x`)).toMatchObject({
      status: 400,
      body: { error: { code: 100 } },
    });
  });
});

describe('a new template', () => {
  test('waits for its review, is told by webhook, and can be sent once approved', async () => {
    const created = await create({ components: [body()] });
    expect(created).toMatchObject({ status: 200, body: { status: 'PENDING', category: 'UTILITY' } });
    const send = () =>
      sandbox.send({
        type: 'template',
        template: {
          name: 'neue_vorlage',
          language: { code: 'de' },
          components: [{ type: 'body', parameters: [{ type: 'text', text: 'Erika' }] }],
        },
      });
    expect((await send()).body.error).toMatchObject({ code: 132001 });
    const id = String(created.body.id);
    expect((await review(id, { decision: 'approve' })).body).toMatchObject({ id, status: 'APPROVED' });
    expect((await send()).status).toBe(200);
    const [told] = await until(() => {
      const found = sandbox.receiver.values('message_template_status_update');
      return found.length > 0 && found;
    }, 'the webhook about the review');
    expect(told).toEqual({
      event: 'APPROVED',
      message_template_id: Number(id),
      message_template_name: 'neue_vorlage',
      message_template_language: 'de',
      message_template_category: 'UTILITY',
      reason: 'NONE',
    });
  });

  test('can be approved in another category', async () => {
    await create({ name: 'verkauf', components: [body()] });
    await review('verkauf/de', { decision: 'approve', category: 'MARKETING' });
    const update = await until(
      () => sandbox.receiver.values('template_category_update')[0],
      'the category webhook',
    );
    expect(update).toMatchObject({ previous_category: 'UTILITY', new_category: 'MARKETING' });
    expect((await list('name=verkauf'))[0]).toMatchObject({
      category: 'MARKETING',
      previous_category: 'UTILITY',
    });
  });

  test.each([
    ['pause', 132015],
    ['disable', 132016],
    ['reject', 132001],
  ])('after the decision to %s is refused with %d', async (decision, code) => {
    const name = `vorlage_${decision}`;
    await create({ name, components: [{ type: 'BODY', text: 'Guten Tag!' }] });
    await review(name, { decision, reason: 'PROMOTIONAL' });
    const answer = await sandbox.send({ type: 'template', template: { name, language: { code: 'de' } } });
    expect(answer.body.error).toMatchObject({ code });
  });

  test('can be edited once reviewed, and waits again', async () => {
    const created = await create({ name: 'zu_aendern', components: [body()] });
    const id = String(created.body.id);
    expect((await sandbox.graph('POST', id, { components: [body()] })).status).toBe(400);
    await review(id, { decision: 'reject' });
    const edited = await sandbox.graph('POST', id, {
      components: [body({ text: 'Guten Tag {{1}}, schön, dass Sie da sind.' })],
    });
    expect(edited).toMatchObject({ status: 200, body: { success: true, id } });
    expect((await list('name=zu_aendern'))[0]).toMatchObject({ status: 'PENDING' });
  });

  test('can be deleted in one language or in all', async () => {
    for (const language of ['de', 'en']) await create({ name: 'weg', language, components: [body()] });
    const [german] = await list('name=weg&language=de');
    expect((await sandbox.graph('DELETE', `${PATH}?name=weg&hsm_id=${german?.id}`)).body).toEqual({
      success: true,
    });
    expect(await list('name=weg')).toHaveLength(1);
    await sandbox.graph('DELETE', `${PATH}?name=weg`);
    expect(await list('name=weg')).toHaveLength(0);
    expect((await sandbox.graph('DELETE', `${PATH}?name=weg`)).status).toBe(400);
  });
});

describe('a template that could never be approved', () => {
  const quick = (words: string) => ({ type: 'QUICK_REPLY', text: words });
  const url = (address: string, more = {}) => ({ type: 'URL', text: 'Los', url: address, ...more });
  const withButtons = (...buttons: unknown[]) => [body(), { type: 'BUTTONS', buttons }];

  test.each([
    ['a name with capitals', { name: 'Neu', components: [body()] }, undefined],
    ['no components', { components: undefined }, undefined],
    ['a component of an unknown type', { components: [body(), { type: 'SIDEBAR' }] }, undefined],
    ['a text that is a number', { components: [{ type: 'BODY', text: 5 }] }, undefined],
    ['buttons that are no list', { components: [body(), { type: 'BUTTONS', buttons: 'x' }] }, undefined],
    ['no body', { components: [{ type: 'FOOTER', text: 'x' }] }, 2388072],
    ['a body of 1025', { components: [body({ text: 'x'.repeat(1025) })] }, 2388040],
    ['a variable at the end', { components: [body({ text: 'Hallo {{1}}' })] }, 2388299],
    ['a variable at the start', { components: [body({ text: '{{1}} grüßt Sie.' })] }, 2388299],
    [
      'two variables side by side',
      { components: [body({ text: 'Hallo {{1}} {{2}}, guten Tag.' })] },
      2388072,
    ],
    ['variables that do not count up', { components: [body({ text: 'Hallo {{2}}, guten Tag.' })] }, 2388072],
    ['braces that do not close', { components: [body({ text: 'Hallo {{1}, guten Tag.' })] }, 2388072],
    ['no example', { components: [{ type: 'BODY', text }] }, 2388072],
    [
      'a name with capitals among named variables',
      { parameter_format: 'named', components: [body({ text: 'Hallo {{Name}}, guten Tag.' })] },
      2388072,
    ],
    [
      'a header of 61',
      { components: [body(), { type: 'HEADER', format: 'TEXT', text: 'h'.repeat(61) }] },
      2388040,
    ],
    ['a header without a format', { components: [body(), { type: 'HEADER', text: 'x' }] }, 2388047],
    ['a picture without an example', { components: [body(), { type: 'HEADER', format: 'IMAGE' }] }, 2388047],
    ['a footer with a variable', { components: [body(), { type: 'FOOTER', text: 'Ihr {{1}}' }] }, 2388073],
    ['a footer of 61', { components: [body(), { type: 'FOOTER', text: 'f'.repeat(61) }] }, 2388040],
    [
      'eleven buttons',
      { components: withButtons(...Array.from({ length: 11 }, (_, n) => quick(`${n}`))) },
      2388023,
    ],
    ['a label of 26', { components: withButtons(quick('b'.repeat(26))) }, 2388023],
    [
      'three links',
      { components: withButtons(...['1', '2', '3'].map((n) => url(`https://shop.example/${n}`))) },
      2388023,
    ],
    [
      'quick replies on both sides of a link',
      { components: withButtons(quick('a'), url('https://shop.example/'), quick('b')) },
      2388023,
    ],
    [
      'a variable in the middle of a link',
      { components: withButtons(url('https://shop.example/{{1}}/x', { example: ['x'] })) },
      2388023,
    ],
    ['a shortened link', { components: withButtons(url('https://wa.me/49')) }, 2388023],
    [
      'a code button outside authentication',
      { components: withButtons({ type: 'OTP', otp_type: 'COPY_CODE' }) },
      2388023,
    ],
    ['a name that is taken', { name: 'hello_world', language: 'en_US', components: [body()] }, 2388024],
  ])('%s', async (_case, template, subcode) => {
    const { status, body: answer } = await create({ name: 'nie', ...template });
    expect(status).toBe(400);
    expect([100, 131008]).toContain(answer.error?.code);
    expect(answer.error?.error_subcode).toBe(subcode);
    expect(await list('name=nie')).toHaveLength(0);
  });

  test('an authentication template gets its words from Meta', async () => {
    const created = await create({
      name: 'anmeldung',
      category: 'AUTHENTICATION',
      components: [
        { type: 'body', add_security_recommendation: true },
        { type: 'footer', code_expiration_minutes: 5 },
        { type: 'buttons', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Code kopieren' }] },
      ],
    });
    expect(created.status).toBe(200);
    const [made] = await list('name=anmeldung');
    expect(made?.components).toMatchObject([
      { type: 'BODY', text: expect.stringContaining('{{1}}') },
      { type: 'FOOTER', text: expect.stringContaining('5 Minuten') },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Code kopieren' }] },
    ]);
  });
});

test.each([
  [{ action: 'pause' }, 'PAUSED'],
  [{ decision: 'APPROVED' }, 'APPROVED'],
  [{ status: 'Rejected' }, 'REJECTED'],
  [{ status: 'APPROVED', action: 'approve', category: 'marketing' }, 'APPROVED'],
  [{ decision: ' Disable ' }, 'DISABLED'],
])('a review is understood in the words of verbs and of states: %j', async (words, status) => {
  expect(await review('appointment_reminder', words)).toMatchObject({ status: 200, body: { status } });
});

test('a review that says two things is refused', async () => {
  const answer = await review('hello_world', { decision: 'approve', status: 'REJECTED' });
  expect(answer).toMatchObject({ status: 422, body: { error: { fields: [{ path: 'decision' }] } } });
});

test('a review of a template that is not there, or without a decision, is refused', async () => {
  expect((await review('no_such', { decision: 'approve' })).status).toBe(404);
  expect((await review('hello_world', {})).status).toBe(422);
  expect((await review('hello_world', { decision: 'maybe' })).body.error?.fields).toMatchObject([
    { path: 'decision' },
  ]);
});
