import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commands } from '../../../packages/gateway/src/cli/commands.ts';
import { parseCsv } from '../../../packages/gateway/src/cli/read-list.ts';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { type TestGateway, testValues } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';
import { run } from './command-line.ts';

let graph: GraphStandIn;
let gateway: TestGateway;
beforeAll(async () => {
  ({ graph, gateway } = await openMetaLine());
  await eventually(
    async () => (await gateway.call('GET', '/v1/templates')).body.items.length > 0,
    'the templates are read',
  );
});
afterAll(() => closeMetaLine({ graph, gateway }));

const parley = (...args: string[]) =>
  run(args, { PARLEY_URL: gateway.url, PARLEY_API_KEY: testValues.apiKey });
const json = async (...args: string[]) => {
  const { code, out, err } = await parley(...args, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
};

describe('parley keys', () => {
  test('makes a key that works, lists it, and revokes it', async () => {
    const made = await parley('keys', 'create', 'n8n', '--scopes', 'messages:send, messages:read');
    expect(made.code).toBe(0);
    const [text = '', words = ''] = made.out.split('\n');
    expect(text).toMatch(/^prl_/);
    const id = /key_\w+/.exec(words)?.[0] ?? '';
    expect((await gateway.call('GET', '/v1/numbers', { key: text })).status).toBe(200);
    const listed = await parley('keys', 'list');
    expect(listed.out).toMatch(new RegExp(`${id}\\s+n8n\\s+messages:send messages:read`));
    expect(listed.out).not.toContain(text);
    expect(await parley('keys', 'revoke', id)).toMatchObject({ code: 0 });
    expect((await gateway.call('GET', '/v1/numbers', { key: text })).status).toBe(401);
  });

  test('tells what the gateway refuses, with its place and its remedy', async () => {
    const { code, err } = await parley('keys', 'create', 'x', '--scopes', 'everything');
    expect([code, err]).toEqual([1, expect.stringMatching(/scopes\[0\]: must be one of .*\n→ Correct/s)]);
  });
});

describe('parley numbers', () => {
  test('lists the numbers, and stops and resumes one', async () => {
    expect((await parley('numbers', 'list')).out).toContain(testValues.numberId);
    expect((await json('numbers', 'stop', testValues.numberId)).stopped).toBe(true);
    expect((await json('numbers', 'resume', testValues.numberId)).stopped).toBe(false);
  });

  test('takes the PIN of a registration from the standard input alone', async () => {
    const { code, err } = await parley('numbers', 'register', testValues.numberId);
    expect([code, err]).toEqual([2, expect.stringContaining('standard input')]);
    expect((await parley('numbers', 'register', testValues.numberId, '123456')).code).toBe(2);
  });
});

describe('parley templates', () => {
  test('lists, reads again from Meta, and keeps what a person says of one', async () => {
    const listed = await parley('templates', 'list');
    expect(listed.out.split('\n')[0]).toMatch(/^name\s+language\s+category\s+status/);
    const { items } = await json('templates', 'list');
    const [{ name, language }] = items;
    expect((await parley('templates', 'sync')).out).toMatch(/^\d+ templates read\.$/);
    const policy = await json('templates', 'policy', name, language, '--legal-kind', 'mixed', '--case-reply');
    expect(policy).toMatchObject({ legalKind: 'mixed', caseReply: true, consentRequest: false });
  });
});

describe('parley send', () => {
  test('sends to somebody who has written, and tells the decision', async () => {
    const { phone } = await customers(gateway).writes('+4915112345681');
    const sent = await parley('send', phone, 'Guten Tag');
    expect([sent.code, sent.out]).toEqual([0, expect.stringMatching(/^msg_\w+ {2}queued\nSERVICE_REPLY: /)]);
    await eventually(
      () => graph.received.some(({ body }) => body.text?.body === 'Guten Tag'),
      'Meta has the message',
    );
  });

  test('tells a refusal in the language that is asked for, with what to do', async () => {
    const refused = await parley('send', '+4915112345682', 'Hallo', '--language', 'de');
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/→ \S+/);
    const checked = await parley('send', '+4915112345682', 'Hallo', '--check', '--language=de');
    expect([checked.code, checked.out]).toEqual([1, expect.stringMatching(/^NO_CONSENT: [^\n]+\n→ /)]);
  });

  test.each([
    [['send', '+4915112345682'], 'either a text or --template'],
    [['send', '+4915112345682', 'Hallo', '--template', 'a/de'], 'either a text or --template'],
    [['send', '+4915112345682', '--template', 'a'], 'name/language'],
    [['send', '+4915112345682', '--template', 'a/de', '--var', 'x'], 'name=value'],
    [['send', '+4915112345682', 'Guten', 'Tag'], 'put texts with spaces in quotes'],
  ])('%j is told how to write it', async (args, words) => {
    expect(await parley(...args)).toMatchObject({ code: 2, err: expect.stringContaining(words) });
  });
});

describe('parley consent', () => {
  test('records an entry, and shows the ledger with its chain', async () => {
    const phone = '+4915112345683';
    const recorded = await parley(
      ...['consent', 'record', phone, '--purpose', 'utility', '--action', 'grant', '--method', 'paper'],
      ...['--source', 'Messe', '--text-version', 'v1'],
    );
    expect(recorded).toEqual({ code: 0, out: 'Recorded.', err: '' });
    const shown = await parley('consent', 'show', phone);
    expect(shown.out).toMatch(/^utility: granted$/m);
    expect(shown.out).toMatch(/utility\s+grant\s+paper\s+Messe/);
    expect(shown.out).toContain('The hash chain of the ledger holds.');
    expect(await parley('consent', 'show', '+4915112345699')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Nobody is known by +4915112345699'),
    });
  });
});

describe('parley with files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-files-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  test('takes over a list row by row, and names the lines that were not taken', async () => {
    const rows = [
      '\uFEFFcontact;name;occurredAt;textVersion;proof',
      '+4915112345711;"Muster; Erika";2026-01-05T10:00:00Z;v1;Ordner 7',
      'nobody;;;;',
      '',
    ];
    const list = file('list.csv', rows.join('\r\n'));
    const ran = await parley('consent', 'import', list, '--source', 'Messe', '--purpose', 'utility');
    expect([ran.code, ran.err]).toEqual([1, '']);
    expect(ran.out).toMatch(/^3: rejected, .+\n1 of 2 recorded\./);
    expect((await parley('consent', 'show', '+4915112345711')).out).toMatch(
      /utility\s+grant\s+import\s+Messe/,
    );
    const contact = await gateway.call(
      'GET',
      `/v1/contacts?identity=${encodeURIComponent('+4915112345711')}`,
    );
    expect(contact.body.items[0].name).toBe('Muster; Erika');
  });

  test.each([
    ['without a heading', '+4915112345712\n', 'must name its columns'],
    ['with a column that nobody knows', 'contact,mood\n+4915112345712,good\n', '"mood" is none of them'],
  ])('refuses a list %s', async (_case, content, words) => {
    const ran = await parley('consent', 'import', file('bad.csv', content), '--source', 'x');
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining(words) });
  });

  test('exports everything about a person', async () => {
    const { phone } = await customers(gateway).writes('+4915112345713', 'Mein Anliegen');
    const { code, out } = await parley('consent', 'export', phone);
    expect(code).toBe(0);
    expect(JSON.stringify(JSON.parse(out).messages)).toContain('Mein Anliegen');
  });

  test('lints a template, and ends with 1 when Meta would refuse it', async () => {
    const good = {
      name: 'order_shipped',
      language: 'de',
      category: 'utility',
      body: { text: 'Ihre Bestellung ist unterwegs.' },
    };
    const fine = await parley('templates', 'lint', file('good.json', JSON.stringify(good)));
    expect([fine.code, fine.err]).toEqual([0, '']);
    const bad = { ...good, body: { text: '{{1}}' } };
    const refused = await parley('templates', 'lint', file('bad.json', JSON.stringify(bad)));
    expect(refused).toMatchObject({ code: 1, out: expect.stringMatching(/^✘ body/m) });
    expect(await parley('templates', 'lint', file('no.json', '{'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('not valid JSON'),
    });
    expect(await parley('templates', 'lint', join(folder, 'none.json'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('ENOENT'),
    });
  });

  test.each([
    [
      'commas',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'semicolons',
      'a;b\n"x;y";2',
      [
        ['a', 'b'],
        ['x;y', '2'],
      ],
    ],
    [
      'quotes and line breaks in a cell',
      'a,b\r\n"say ""hi""","two\nlines"\r\n',
      [
        ['a', 'b'],
        ['say "hi"', 'two\nlines'],
      ],
    ],
    ['empty lines', 'a\n\n \nb', [['a'], ['b']]],
  ])('reads a list with %s', (_case, text, lines) => {
    expect(parseCsv(text)).toEqual(lines);
  });
});

describe('parley alerts', () => {
  test('says that all is well', async () => {
    expect(await parley('alerts')).toEqual({ code: 0, out: 'All is well.', err: '' });
    expect((await parley('alerts', '--language', 'de')).out).toBe('Alles in Ordnung.');
  });
});

describe('Whatever is written wrongly', () => {
  test.each([
    [['nonsense'], 2, 'There is no command "nonsense"'],
    [['keys'], 2, 'parley|Usage'],
    [['keys', 'create'], 2, 'parley keys create needs <name>'],
    [['keys', 'create', 'x'], 2, 'parley keys create needs --scopes <list>'],
    [['keys', 'list', '--nonsense'], 2, 'There is no option --nonsense. --help lists'],
    [['keys', 'list', '--language', 'fr'], 2, 'give --language de or --language en'],
    [['keys', 'list', '--language'], 2, 'give --language de or --language en'],
    [['numbers', 'profile', '106540352242922'], 2, 'Say what is to change: --about'],
    [['keys', 'create', 'x', '--scopes'], 2, '--scopes'],
    [['keys', 'create', 'x', '--scopes', 'admin', '--sends-per-day', 'many'], 2, 'must be a whole number'],
  ])('%j', async (args, code, words) => {
    const ran = await parley(...args);
    expect([ran.code, ran.out]).toEqual([code, '']);
    expect(ran.err).toMatch(new RegExp(words.replace(/[<>.]/g, '\\$&')));
  });

  test('is told in the language of LANG, also beside an empty LC_ALL', async () => {
    const ran = await run(['nonsense'], { LC_ALL: '', LANG: 'de_DE.UTF-8' });
    expect(ran.err).toContain('Den Befehl "nonsense" gibt es nicht');
  });

  test('a missing key, a wrong key and a gateway that is not there are told apart', async () => {
    expect(await run(['keys', 'list'], { PARLEY_URL: gateway.url })).toMatchObject({
      code: 2,
      err: expect.stringContaining('PARLEY_API_KEY is missing'),
    });
    expect(
      await run(['keys', 'list'], { PARLEY_URL: gateway.url, PARLEY_API_KEY: 'x'.repeat(40) }),
    ).toMatchObject({
      code: 1,
      err: expect.stringContaining('The API key is wrong'),
    });
    const env = { PARLEY_URL: 'http://127.0.0.1:9', PARLEY_API_KEY: 'x'.repeat(40), LANG: 'de_DE.UTF-8' };
    expect(await run(['keys', 'list'], env)).toMatchObject({
      code: 3,
      err: expect.stringContaining('Das Gateway unter http://127.0.0.1:9 antwortet nicht.'),
    });
    expect((await run(['keys', 'list'], { PARLEY_URL: 'nowhere', PARLEY_API_KEY: 'x' })).code).toBe(2);
  });
});

describe('The help', () => {
  test.each(['en', 'de'])('names every command and every option, in %s', async (language) => {
    const all = await run(['--help', '--language', language], {});
    expect(all.code).toBe(0);
    for (const command of commands) {
      expect(all.out).toContain(`  ${command.name} `);
      for (const action of command.actions) {
        const path = [command.name, ...(action.name === '' ? [] : [action.name])];
        const { code, out } = await run([...path, '--help', '--language', language], {});
        expect(code).toBe(0);
        for (const option of Object.keys(action.options ?? {})) expect(out).toContain(`--${option}`);
        for (const { name } of action.arguments ?? []) expect(out).toContain(`<${name}>`);
      }
    }
  });

  test('is what parley alone prints, as a wrong call', async () => {
    expect(await run([], {})).toMatchObject({ code: 2, out: expect.stringContaining('Usage: parley') });
  });
});
