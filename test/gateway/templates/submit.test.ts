import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, eventuallyHolds } from '../../support/eventually.ts';
import { type SandboxLine, startSandboxLine } from '../../support/sandbox-line.ts';

let line: SandboxLine;
beforeAll(async () => {
  line = await startSandboxLine();
});
afterAll(() => line.close());

const parcel = {
  name: 'parcel_here',
  language: 'de',
  category: 'utility',
  body: { text: 'Guten Tag {{first_name}}, Ihr Paket ist heute da.', examples: { first_name: 'Erika' } },
  footer: { text: 'Muster GmbH' },
  buttons: [{ kind: 'quick_reply', text: 'Danke' }],
};
let names = 0;
/** A template of its own name and words. */
const aTemplate = (more: object = {}) => {
  const number = ++names;
  const text = `Guten Tag {{first_name}}, Ihr Paket Nummer ${number} ist heute da.`;
  return { ...parcel, name: `parcel_${number}`, body: { ...parcel.body, text }, ...more };
};
const create = (body: unknown, headers = {}) => line.gateway.call('POST', '/v1/templates', { body, headers });
const get = async (name: string, language = 'de') =>
  (await line.gateway.call('GET', `/v1/templates/${name}/${language}`)).body;
const review = (name: string, decision: object) =>
  line.toSandbox('POST', `/sandbox/templates/${name}/review`, decision);
const becomes = (name: string, state: object) =>
  eventuallyHolds(
    async () => expect(await get(name)).toMatchObject(state),
    `${name} is ${JSON.stringify(state)}`,
  );
const told = async (cursor: string, name: string): Promise<string[]> => {
  const { body } = await line.gateway.call(
    'GET',
    `/v1/events?after=${cursor}&types=template.updated&limit=1000`,
  );
  return body.events
    .map((event: { data: { template: { name: string; status: string } } }) => event.data.template)
    .filter((template: { name: string }) => template.name === name)
    .map((template: { status: string }) => template.status);
};
const latest = async () => (await line.gateway.call('GET', '/v1/events?after=latest')).body.cursor as string;

describe('a new template', () => {
  test('is submitted, reviewed, told and sendable', async () => {
    const cursor = await latest();
    const made = await create(parcel);
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'parcel_here', status: 'PENDING', category: 'utility', findings: [] },
    });
    expect(made.body.fields).toEqual([
      expect.objectContaining({ key: 'first_name', example: 'Erika' }),
      expect.objectContaining({ key: 'button_0_payload' }),
    ]);
    await review('parcel_here', { decision: 'approve' });
    await becomes('parcel_here', { status: 'APPROVED' });
    expect(await told(cursor, 'parcel_here')).toEqual(['PENDING', 'APPROVED']);
    await line.toSandbox('POST', '/sandbox/customers/4915112345678/messages', {
      type: 'text',
      text: 'Hallo',
    });
    const sent = await eventually(async () => {
      const content = {
        type: 'template',
        name: 'parcel_here',
        language: 'de',
        variables: { first_name: 'Max' },
      };
      const answer = await line.gateway.call('POST', '/v1/messages', {
        body: { to: '+4915112345678', content },
      });
      return answer.status === 202 ? answer.body : undefined;
    }, 'the template is sent');
    await line.gateway.call('GET', `/v1/messages/${sent.id}?wait=15&until=sent`);
    const { messages } = await line.toSandbox('GET', '/sandbox/customers/4915112345678/messages');
    expect(messages.at(-1)).toMatchObject({ text: 'Guten Tag Max, Ihr Paket ist heute da.' });
  });

  test('is the same after the next sync', async () => {
    const template = aTemplate();
    const made = await create(template);
    const { findings: _, ...listed } = made.body;
    const cursor = await latest();
    await line.gateway.call('POST', '/v1/templates/sync');
    expect(await get(template.name)).toEqual(listed);
    expect(await told(cursor, template.name)).toEqual([]);
  });

  test('of each kind is taken as it is described', async () => {
    const more = {
      ...aTemplate({ category: 'marketing', footer: undefined }),
      header: { format: 'image', example: '4::aW52ZW50ZWQ=' },
      offer: { text: 'Endet bald', expires: true },
      buttons: [{ kind: 'copy_code', example: 'MUSTER20' }],
    };
    expect(await create(more)).toMatchObject({ status: 201, body: { offer: { expires: true } } });
    const code = {
      name: 'our_code',
      language: 'de',
      category: 'authentication',
      body: { securityRecommendation: true },
      footer: { codeExpirationMinutes: 5 },
      buttons: [{ kind: 'otp', otpType: 'COPY_CODE', text: 'Code kopieren' }],
    };
    expect(await create(code)).toMatchObject({ status: 201, body: { fields: [{ key: 'code' }] } });
    const card = (room: string) => ({
      header: { format: 'image', example: '4::aW52ZW50ZWQ=' },
      body: { text: `Zimmer ${room}` },
      buttons: [{ kind: 'quick_reply', text: 'Nehme ich' }],
    });
    const rooms = {
      name: 'our_rooms',
      language: 'de',
      category: 'marketing',
      body: { text: 'Diese Zimmer sind frei.' },
      cards: [card('Nord'), card('Süd')],
    };
    expect((await create(rooms)).body.cards).toHaveLength(2);
  });

  test("may be written as Meta's own documents write it", async () => {
    const components = [
      {
        type: 'BODY',
        text: 'Guten Tag {{first_name}}, wir haben Ihre Nachricht gelesen.',
        example: { body_text_named_params: [{ param_name: 'first_name', example: 'Erika' }] },
      },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Danke' }] },
    ];
    const written = { name: 'as_meta_writes', language: 'de', category: 'UTILITY', components };
    expect(await create(written)).toMatchObject({
      status: 201,
      body: { category: 'utility', fields: [{ key: 'first_name', example: 'Erika' }, {}] },
    });
    const odd = { ...written, name: 'odd', components: [...components, { type: 'POLL' }] };
    expect((await create(odd)).body).toMatchObject({ status: 422, errors: [{ path: 'components' }] });
    const edge = { ...written, name: 'edge', components: [{ type: 'BODY', text: 'Guten Tag {{1}}' }] };
    expect((await create(edge)).body.errors[0].path).toBe('body.text');
  });

  test('gets its sample from a file that was uploaded', async () => {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('file', new Blob([Buffer.alloc(2000, 1)], { type: 'image/png' }), 'sample.png');
    const uploaded = (await (
      await fetch(`${line.sandbox.url}/v25.0/106540352242922/media`, {
        method: 'POST',
        headers: { authorization: 'Bearer sandbox-access-token' },
        body: form,
      })
    ).json()) as { id: string };
    const template = aTemplate({ header: { format: 'image', example: `media:${uploaded.id}` } });
    expect((await create(template)).status).toBe(201);
    const { data } = await line.toSandbox(
      'GET',
      `/v25.0/102290129340398/message_templates?name=${template.name}`,
    );
    expect(data[0].components[0].example.header_handle[0]).toMatch(/^4::/);
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(500)]);
    const kept = await line.gateway.call('POST', '/v1/media', {
      rawBody: png,
      headers: { 'content-type': 'image/png' },
    });
    const ours = aTemplate({ header: { format: 'image', example: `media:${kept.body.id}` } });
    expect((await create(ours)).status).toBe(201);
    const asVideo = aTemplate({ header: { format: 'video', example: `media:${kept.body.id}` } });
    for (const [wrong, path] of [
      [aTemplate({ header: { format: 'image', example: 'media:1' } }), 'header.example'],
      [aTemplate({ header: { format: 'image', example: 'media:med_nothing' } }), 'header.example'],
      [asVideo, 'header.example'],
    ] as const)
      expect((await create(wrong)).body).toMatchObject({ status: 422, errors: [{ path }] });
  });

  test('that Meta approves as marketing is marketing here', async () => {
    const template = aTemplate({ body: { text: 'Heute gibt es 20 % Rabatt auf alles im Laden.' } });
    const made = await create(template, { 'accept-language': 'de' });
    expect(made.body.findings).toEqual([
      {
        path: 'body.text',
        code: 'LOOKS_LIKE_MARKETING',
        level: 'warning',
        message: expect.stringContaining('Werbung'),
      },
    ]);
    await review(template.name, { decision: 'approve' });
    await becomes(template.name, { status: 'APPROVED', category: 'marketing' });
  });
});

describe('what Meta would refuse', () => {
  test('is refused before Meta is asked, every fault by its field', async () => {
    const bad = aTemplate({
      name: 'Bad Name',
      body: { text: '{{1}} {{2}}', examples: { 1: 'x' } },
      buttons: [{ kind: 'url', text: 'x'.repeat(26), url: 'https://wa.me/49' }],
    });
    const answer = await create(bad);
    expect(answer.body).toMatchObject({ status: 422, code: 'INVALID_REQUEST' });
    expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'name',
      'body.text',
      'body.text',
      'body.examples.2',
      'buttons[0].text',
      'buttons[0].url',
    ]);
  });

  test('and only Meta knows is told in its words, by the part', async () => {
    await line.toSandbox('POST', '/v25.0/102290129340398/message_templates', {
      name: 'made_elsewhere',
      language: 'de',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Guten Tag.' }],
    });
    expect((await create(aTemplate({ name: 'made_elsewhere' }))).body).toMatchObject({
      status: 422,
      code: 'META_REFUSED',
      errors: [{ path: 'name' }],
    });
  });

  test('can be asked for without submitting', async () => {
    const report = await line.gateway.call('POST', '/v1/templates/lint', {
      body: aTemplate({ body: { text: 'Guten Tag {{name}}' } }),
      headers: { 'accept-language': 'de' },
    });
    expect(report).toMatchObject({ status: 200, body: { ok: false } });
    expect(report.body.findings).toEqual([
      expect.objectContaining({ path: 'body.text', code: 'VARIABLE_AT_EDGE', level: 'error' }),
      expect.objectContaining({ code: 'VARIABLES_DENSE', level: 'warning' }),
      expect.objectContaining({ path: 'body.examples.name', message: expect.stringContaining('Beispiel') }),
    ]);
    const good = await line.gateway.call('POST', '/v1/templates/lint', { body: aTemplate() });
    expect(good.body).toEqual({ ok: true, findings: [] });
  });

  test.each([
    [{ buttons: [{ kind: 'hologram', text: 'x' }] }, 'buttons[0].kind'],
    [{ header: { format: 'gif' } }, 'header.format'],
    [{ category: 'service' }, 'category'],
    [{ components: [{ type: 'BODY', text: 'Guten Tag.' }] }, 'components'],
    [{ account: '1' }, 'account'],
    [{ headline: 'x' }, 'headline'],
  ])('%j is 422 and names %s', async (more, path) => {
    const answer = await create(aTemplate(more));
    expect(answer.body).toMatchObject({ status: 422, errors: [{ path }] });
  });
});

describe('a template that is there', () => {
  test('is edited, and reviewed again', async () => {
    const template = aTemplate();
    await create(template);
    await review(template.name, { decision: 'approve' });
    await becomes(template.name, { status: 'APPROVED' });
    const { name: _name, language: _language, ...edit } = aTemplate({ buttons: [] });
    const path = `/v1/templates/${template.name}/de`;
    const edited = await line.gateway.call('PUT', path, { body: edit });
    expect(edited.body).toMatchObject({ status: 'PENDING', body: edit.body.text, buttons: [] });
    // It waits for its review now, and Meta edits nothing that waits.
    expect((await line.gateway.call('PUT', path, { body: edit })).body).toMatchObject({
      status: 422,
      code: 'TEMPLATE_NOT_EDITABLE',
    });
    await review(template.name, { decision: 'approve' });
    await becomes(template.name, { status: 'APPROVED' });
    const tooSoon = await line.gateway.call('PUT', path, { body: edit });
    expect(tooSoon.body).toMatchObject({ status: 422, code: 'META_REFUSED' });
    expect(tooSoon.body.detail).toContain('24 hours');
    const other = await line.gateway.call('PUT', path, { body: { ...edit, category: 'marketing' } });
    expect(other.body).toMatchObject({ status: 422, errors: [{ path: 'category' }] });
  });

  test('is deleted in one language or all, and its name is kept for 30 days', async () => {
    const template = aTemplate();
    for (const language of ['de', 'en']) {
      const text =
        language === 'de' ? template.body.text : `Hello {{first_name}}, parcel ${names} has come today.`;
      await create({ ...template, language, body: { ...template.body, text } });
    }
    await review(template.name, { decision: 'approve' });
    await becomes(template.name, { status: 'APPROVED' });
    const cursor = await latest();
    const one = await line.gateway.call('DELETE', `/v1/templates/${template.name}/de`);
    expect(one.status).toBe(204);
    expect((await line.gateway.call('GET', `/v1/templates/${template.name}/de`)).status).toBe(404);
    expect((await get(template.name, 'en')).name).toBe(template.name);
    expect((await line.gateway.call('DELETE', `/v1/templates/${template.name}`)).status).toBe(204);
    expect((await line.gateway.call('DELETE', `/v1/templates/${template.name}`)).status).toBe(404);
    expect(await told(cursor, template.name)).toEqual(['DELETED', 'DELETED']);
    const again = await create(template);
    expect(again.body).toMatchObject({ status: 422, code: 'META_REFUSED' });
    expect(again.body.detail).toContain('4 weeks');
  });

  test('needs a key that may write templates', async () => {
    const key = await line.gateway.makeKey(['templates:read']);
    for (const [method, path] of [
      ['POST', '/v1/templates'],
      ['PUT', '/v1/templates/order_update/de'],
      ['DELETE', '/v1/templates/order_update'],
    ] as const)
      expect((await line.gateway.call(method, path, { key, body: {} })).status).toBe(403);
    const lint = await line.gateway.call('POST', '/v1/templates/lint', { key, body: aTemplate() });
    expect(lint.status).toBe(200);
  });
});

describe('what Meta does to a template later', () => {
  test('low quality pauses it, and the third time disables it', async () => {
    const template = aTemplate();
    await create(template);
    await review(template.name, { decision: 'approve' });
    await review(template.name, { quality: 'RED' });
    await becomes(template.name, { status: 'APPROVED', quality: 'RED' });
    for (const _ of [1, 2]) {
      await review(template.name, { decision: 'pause' });
      await becomes(template.name, { status: 'PAUSED' });
      await review(template.name, { decision: 'unpause' });
      await becomes(template.name, { status: 'APPROVED' });
    }
    await review(template.name, { decision: 'pause' });
    await becomes(template.name, { status: 'DISABLED' });
    const deleted = await line.gateway.call('DELETE', `/v1/templates/${template.name}`);
    expect(deleted.body).toMatchObject({ status: 422, code: 'META_REFUSED' });
  });

  test('a rejection says why', async () => {
    const template = aTemplate();
    await create(template);
    await review(template.name, { decision: 'reject', reason: 'TAG_CONTENT_MISMATCH' });
    await becomes(template.name, { status: 'REJECTED', rejectedReason: 'TAG_CONTENT_MISMATCH' });
  });

  test('a category that is announced is not in force yet', async () => {
    const template = aTemplate();
    await create(template);
    await review(template.name, { decision: 'approve' });
    await becomes(template.name, { status: 'APPROVED' });
    await review(template.name, { category: 'marketing', upcoming: true });
    await review(template.name, { quality: 'GREEN' });
    await becomes(template.name, { quality: 'GREEN', category: 'utility' });
    await review(template.name, { category: 'marketing' });
    await becomes(template.name, { category: 'marketing' });
  });
});
