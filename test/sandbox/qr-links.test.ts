import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCloudApi } from '@parley/core/cloud-api';
import { aSandbox, NUMBER_ID, type SandboxUnderTest } from './sandbox-under-test.ts';

describe('the short links of a number', () => {
  let sandbox: SandboxUnderTest;
  beforeAll(async () => {
    sandbox = await aSandbox();
  });
  afterAll(() => sandbox.close());

  const api = () =>
    createCloudApi({
      baseUrl: sandbox.url,
      version: 'v25.0',
      token: 'sandbox-access-token',
      provider: 'meta',
      fetch,
    });

  test('are made, listed, given another text and deleted', async () => {
    const made = await api().saveQrLink(NUMBER_ID, { prefilledMessage: 'Ich habe eine Frage', image: 'SVG' });
    if (!made.ok) throw new Error(JSON.stringify(made));
    const { code } = made.value;
    expect(made.value).toEqual({
      code,
      prefilledMessage: 'Ich habe eine Frage',
      url: `https://wa.me/message/${code}`,
      imageUrl: expect.stringMatching(/\.svg$/),
    });
    const changed = await api().saveQrLink(NUMBER_ID, { prefilledMessage: 'Termin, bitte', code });
    expect(changed).toMatchObject({ ok: true, value: { code, prefilledMessage: 'Termin, bitte' } });
    expect(await api().listQrLinks(NUMBER_ID)).toMatchObject({
      ok: true,
      value: [{ code, prefilledMessage: 'Termin, bitte' }],
    });
    expect(await api().deleteQrLink(NUMBER_ID, code)).toMatchObject({ ok: true });
    expect(await api().listQrLinks(NUMBER_ID)).toEqual({ ok: true, value: [] });
  });

  test.each([
    ['141 characters', { prefilledMessage: 'x'.repeat(141) }, 131009],
    ['a code that does not exist', { prefilledMessage: 'Hallo', code: 'NOTHERE' }, 100],
  ])('are refused with %s', async (_, link, code) => {
    expect(await api().saveQrLink(NUMBER_ID, link)).toMatchObject({ ok: false, error: { code } });
  });

  test('that do not exist can not be deleted', async () => {
    expect(await api().deleteQrLink(NUMBER_ID, 'NOTHERE')).toMatchObject({ ok: false, error: { code: 100 } });
  });
});
