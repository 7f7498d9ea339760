import type { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { createCloudApi } from '@parley/core/cloud-api';
import { httpStandIn } from './graph-stand-in.ts';
import { metaFixture } from './meta-fixture.ts';

const token = 'EAAtesttoken0123456789';
const at = (baseUrl: string, provider: 'meta' | '360dialog' = 'meta') =>
  createCloudApi({ baseUrl, version: 'v25.0', token, provider, fetch });

function json(response: ServerResponse, body: unknown, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const page = metaFixture('templates-page') as { data: unknown[] };

describe('the list of templates', () => {
  test('is read to its last page, by cursor', async () => {
    await using meta = await httpStandIn((request, response) => {
      const after = new URL(request.url ?? '', 'http://meta').searchParams.get('after');
      const later = after === 'TWO' ? ([2, 'THREE'] as const) : ([4, undefined] as const);
      const [from, next] = after === null ? ([0, 'TWO'] as const) : later;
      const data = [...page.data.slice(from, from + 2), 'not a template'];
      json(response, {
        data,
        paging: { cursors: { after: next ?? 'END' }, ...(next ? { next: 'https://x' } : {}) },
      });
    });
    const listed = await at(meta.url).listTemplates('102290129340398');
    expect(listed.ok && listed.value.map(({ name }) => name)).toEqual([
      'order_update',
      'ticket_booking',
      'login_code',
      'summer_sale',
      'two_rooms',
      'last_chance',
    ]);
    expect(meta.arrived).toHaveLength(3);
    expect(meta.arrived[0]?.request.url).toContain('/v25.0/102290129340398/message_templates?limit=100&');
  });

  test('is a failure, not a part, when a later page fails', async () => {
    await using meta = await httpStandIn((request, response) =>
      request.url?.includes('after=')
        ? json(response, { error: { code: 80007, message: '(#80007) Rate limit' } }, 400)
        : json(response, { ...page, paging: { cursors: { after: 'TWO' }, next: 'https://x' } }),
    );
    expect(await at(meta.url).listTemplates('1')).toEqual({
      ok: false,
      error: { code: 80007, title: 'Rate limit', httpStatus: 400, category: 'throttling', retryable: true },
    });
  });

  test('ends though the cursors do not', async () => {
    let count = 0;
    await using meta = await httpStandIn((_request, response) => {
      count += 1;
      json(response, { data: [], paging: { cursors: { after: `C${count}` }, next: 'https://x' } });
    });
    expect(await at(meta.url).listTemplates('1')).toMatchObject({
      ok: false,
      cause: { code: 'TOO_MANY_PAGES' },
    });
    expect(count).toBe(100);
  });
});

describe('a business number', () => {
  test('is described by what Meta tells', async () => {
    await using meta = await httpStandIn((_request, response) =>
      json(response, {
        id: '106540352242922',
        display_phone_number: '+49 30 901820',
        verified_name: 'Beispiel GmbH',
        quality_rating: 'GREEN',
        throughput: { level: 'STANDARD' },
        is_official_business_account: false,
        health_status: { can_send_message: 'AVAILABLE' },
      }),
    );
    expect(await at(meta.url).getNumber('106540352242922')).toEqual({
      ok: true,
      value: {
        id: '106540352242922',
        displayNumber: '+49 30 901820',
        verifiedName: 'Beispiel GmbH',
        quality: 'GREEN',
        throughput: 'STANDARD',
        officialAccount: false,
        health: { canSend: 'AVAILABLE', problems: [] },
      },
    });
    expect(meta.arrived[0]?.request.url).toContain('/v25.0/106540352242922?fields=id,display_phone_number');
  });

  test('is asked for again without a field that Meta does not know', async () => {
    const unheard = ['is_pin_enabled', 'new_display_name'];
    await using meta = await httpStandIn((request, response) => {
      const fields = new URL(request.url ?? '', 'http://meta').searchParams.get('fields')?.split(',') ?? [];
      const unknown = unheard.find((field) => fields.includes(field));
      if (unknown === undefined) return json(response, { id: '1', verified_name: 'Beispiel GmbH' });
      const message = `(#100) Tried accessing nonexisting field (${unknown}) on node type (WhatsAppBusinessPhoneNumber)`;
      return json(response, { error: { message, type: 'OAuthException', code: 100 } }, 400);
    });
    expect(await at(meta.url).getNumber('1')).toEqual({
      ok: true,
      value: { id: '1', verifiedName: 'Beispiel GmbH' },
    });
    expect(meta.arrived).toHaveLength(3);
  });

  test('is not asked for for ever', async () => {
    await using meta = await httpStandIn((_request, response) => {
      const message = '(#100) Tried accessing nonexisting field (verified_name) on node type (X)';
      return json(response, { error: { message, type: 'OAuthException', code: 100 } }, 400);
    });
    expect(await at(meta.url).getNumber('1')).toMatchObject({ ok: false, error: { code: 100 } });
    expect(meta.arrived).toHaveLength(2);
  });

  test('of which Meta tells nothing but the id is known by its id', async () => {
    await using meta = await httpStandIn((_request, response) => json(response, { id: '1' }));
    expect(await at(meta.url).getNumber('1')).toEqual({ ok: true, value: { id: '1' } });
  });

  test('an answer of another shape names what is missing', async () => {
    await using meta = await httpStandIn((_request, response) => json(response, { verified_name: 'x' }));
    expect(await at(meta.url).getNumber('1')).toMatchObject({
      ok: false,
      cause: { code: 'UNREADABLE', message: expect.stringContaining('“id”') },
    });
  });
});

describe('read receipts', () => {
  test.each([
    ['alone', undefined, {}],
    ['with typing', { typing: true }, { typing_indicator: { type: 'text' } }],
  ])('%s', async (_name, options, more) => {
    await using meta = await httpStandIn((_request, response) => json(response, { success: true }));
    expect(await at(meta.url).markRead('106540352242922', 'wamid.IN', options)).toMatchObject({ ok: true });
    expect(JSON.parse(meta.arrived[0]?.body.toString() ?? '')).toEqual({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.IN',
      ...more,
    });
  });
});

const nowhere = async () => {};

/** Keeps what it is given. */
function keeper() {
  const pieces: Uint8Array[] = [];
  return {
    write: async (piece: Uint8Array) => void pieces.push(piece),
    bytes: () => Buffer.concat(pieces),
  };
}

describe('files', () => {
  test('are uploaded as a form that any parser reads, byte for byte', async () => {
    await using meta = await httpStandIn((_request, response) => json(response, { id: '77' }));
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 0]);
    const content = (async function* () {
      for (const byte of bytes) yield Buffer.from([byte]);
    })();
    const file = {
      content,
      bytes: bytes.length,
      mimeType: 'application/pdf',
      filename: 'Rech"nung\r\n.pdf',
    };
    expect(await at(meta.url).uploadMedia('106540352242922', file)).toEqual({
      ok: true,
      value: { id: '77' },
    });
    const [{ request, body }] = meta.arrived as [(typeof meta.arrived)[0]];
    expect(request.url).toBe('/v25.0/106540352242922/media');
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const form = await new Response(new Uint8Array(body), { headers }).formData();
    expect(form.get('messaging_product')).toBe('whatsapp');
    expect(form.get('type')).toBe('application/pdf');
    const sent = form.get('file') as File;
    expect([sent.name, sent.type]).toEqual(['Rech_nung__.pdf', 'application/pdf']);
    expect(Buffer.from(await sent.arrayBuffer())).toEqual(bytes);
  });

  test('are looked up and fetched with the token from the same host', async () => {
    await using meta = await httpStandIn((request, response) =>
      request.url === '/v25.0/77'
        ? json(response, { id: '77', url: `${meta.url}/files/77`, mime_type: 'image/jpeg', file_size: '3' })
        : response.end(Buffer.from([1, 2, 3])),
    );
    const api = at(meta.url);
    const found = await api.getMedia('77');
    expect(found).toEqual({
      ok: true,
      value: { id: '77', url: `${meta.url}/files/77`, mimeType: 'image/jpeg', bytes: 3 },
    });
    const kept = keeper();
    expect(await api.downloadMedia(`${meta.url}/files/77`, 3, kept.write)).toEqual({ ok: true, value: 3 });
    expect(kept.bytes()).toEqual(Buffer.from([1, 2, 3]));
    expect(meta.arrived[1]?.request.headers.authorization).toBe(`Bearer ${token}`);
    expect(await api.downloadMedia(`${meta.url}/files/77`, 2, nowhere)).toMatchObject({
      ok: false,
      cause: { code: 'TOO_LARGE' },
    });
  });

  test('that cannot be written down end with the reason of the writer', async () => {
    await using meta = await httpStandIn((_request, response) => response.end('x'));
    const full = async () => {
      throw new Error('The disk is full.');
    };
    await expect(at(meta.url).downloadMedia(`${meta.url}/files/77`, 10, full)).rejects.toThrow(
      'The disk is full.',
    );
  });

  test('that cannot be read to their end are not uploaded', async () => {
    await using meta = await httpStandIn((_request, response) => json(response, { id: '77' }));
    const content = (async function* () {
      yield Buffer.from('too short');
    })();
    const file = { content, bytes: 100, mimeType: 'image/png' };
    expect(await at(meta.url).uploadMedia('106540352242922', file)).toMatchObject({ ok: false });
  });

  test('an address that has expired is told', async () => {
    await using meta = await httpStandIn((_request, response) => response.writeHead(404).end());
    expect(await at(meta.url).downloadMedia(`${meta.url}/files/77`, 10, nowhere)).toMatchObject({
      ok: false,
      cause: { code: 'HTTP_404', httpStatus: 404 },
    });
  });

  test('on a foreign host are not fetched: the token does not go there', async () => {
    await using foreign = await httpStandIn((_request, response) => response.end('x'));
    await using meta = await httpStandIn((_request, response) => response.end('x'));
    for (const url of [
      `${foreign.url}/files/77`,
      'https://fbsbx.com.example.com/x',
      'file:///etc/passwd',
      'odd',
    ]) {
      expect(await at(meta.url).downloadMedia(url, 10, nowhere)).toMatchObject({
        ok: false,
        cause: { code: 'FOREIGN_HOST' },
      });
    }
    expect(foreign.arrived).toEqual([]);
  });
});

describe('360dialog', () => {
  test('has its own header, and neither version nor number in its paths', async () => {
    await using provider = await httpStandIn((_request, response) => json(response, { success: true }));
    await at(provider.url, '360dialog').markRead('106540352242922', 'wamid.IN');
    const request = provider.arrived[0]?.request;
    expect(request?.url).toBe('/messages');
    expect(request?.headers).toMatchObject({ 'd360-api-key': token });
    expect(request?.headers).not.toHaveProperty('authorization');
  });

  test("serves Meta's files on its own host", async () => {
    await using provider = await httpStandIn((_request, response) => response.end('x'));
    const url = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=77';
    expect(await at(provider.url, '360dialog').downloadMedia(url, 10, nowhere)).toMatchObject({ ok: true });
    expect(provider.arrived[0]?.request.url).toBe('/whatsapp_business/attachments/?mid=77');
  });
});

describe('a marketing template', () => {
  const message = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: '4915112345678',
    type: 'template',
    template: { name: 'summer_sale', language: { code: 'de' } },
    biz_opaque_callback_data: 'msg_1',
  } as const;

  test.each([
    ['meta', '/v25.0/106540352242922/marketing_messages'],
    ['360dialog', '/marketing_messages'],
  ] as const)(
    'goes to the Marketing Messages API of %s, and nothing is shared with advertising',
    async (provider, path) => {
      await using meta = await httpStandIn((_request, response) =>
        json(response, {
          success: true,
          messaging_product: 'whatsapp',
          contacts: [{ input: '4915112345678', wa_id: '4915112345678' }],
          messages: [{ id: 'wamid.MM', message_status: 'accepted' }],
        }),
      );
      expect(await at(meta.url, provider).sendMarketing('106540352242922', message)).toEqual({
        kind: 'accepted',
        wamid: 'wamid.MM',
        messageStatus: 'accepted',
        waId: '4915112345678',
      });
      const [arrived] = meta.arrived;
      expect(arrived?.request.url).toBe(path);
      expect(JSON.parse(String(arrived?.body))).toEqual({ ...message, message_activity_sharing: false });
    },
  );

  test('that is refused there is refused, and is not tried another way', async () => {
    await using meta = await httpStandIn((_request, response) =>
      json(response, { error: { code: 131055, message: '(#131055) Method not allowed' } }, 400),
    );
    expect(await at(meta.url).sendMarketing('106540352242922', message)).toMatchObject({
      kind: 'rejected',
      error: { code: 131055 },
    });
    expect(meta.arrived).toHaveLength(1);
  });
});
