import { describe, expect, test } from '@jest/globals';
import { isInternalNote } from '../../packages/slack-bridge/src/text/internal-note.ts';
import { convertMrkdwn } from '../../packages/slack-bridge/src/text/mrkdwn.ts';
import { convertRichText } from '../../packages/slack-bridge/src/text/rich-text.ts';
import { whatsappRichText } from '../../packages/slack-bridge/src/text/whatsapp-text.ts';

type Json = Record<string, unknown>;
const section = (...elements: Json[]) => [
  { type: 'rich_text', block_id: 'b', elements: [{ type: 'rich_text_section', elements }] },
];
const said = (text: string, style?: Json) => ({ type: 'text', text, ...(style ? { style } : {}) });

describe("a colleague's text on its way to WhatsApp", () => {
  test.each<[string, unknown[], string]>([
    ['plain text stays', section(said('Guten Tag & <danke>')), 'Guten Tag & <danke>'],
    ['bold', section(said('Wir '), said('kommen', { bold: true }), said(' heute')), 'Wir *kommen* heute'],
    [
      'italic and strike',
      section(said('a', { italic: true }), said(' '), said('b', { strike: true })),
      '_a_ ~b~',
    ],
    ['bold italic', section(said('x', { bold: true, italic: true })), '*_x_*'],
    ['code wins over the other styles', section(said('x', { bold: true, code: true })), '`x`'],
    [
      'spaces move out of the markers',
      section(said(' kommen ', { bold: true }), said('heute')),
      '*kommen* heute',
    ],
    ['each line has its own markers', section(said('eins\nzwei', { bold: true })), '*eins*\n*zwei*'],
    ['a run with the marker in it loses the style', section(said('2*3', { bold: true })), '2*3'],
    ['a style of spaces alone is dropped', section(said('a'), said('  ', { bold: true }), said('b')), 'a  b'],
    [
      'a link with a label',
      section({ type: 'link', url: 'https://example.com/a', text: 'hier' }),
      'hier (https://example.com/a)',
    ],
    ['a bare link', section({ type: 'link', url: 'https://example.com/' }), 'https://example.com/'],
    [
      'a label that is the address',
      section({ type: 'link', url: 'https://example.com', text: 'example.com' }),
      'https://example.com',
    ],
    [
      'a mail address',
      section({ type: 'link', url: 'mailto:a@example.com', text: 'a@example.com' }),
      'a@example.com',
    ],
    ['an emoji', section({ type: 'emoji', name: 'slightly_smiling_face', unicode: '1f642' }), '🙂'],
    [
      'an emoji with a skin tone',
      section({ type: 'emoji', name: 'wave', unicode: '1f44b-1f3fd', skin_tone: 4 }),
      '👋🏽',
    ],
    [
      'an emoji of several people',
      section({ type: 'emoji', name: 'family', unicode: '1f468-200d-1f469-200d-1f467' }),
      '👨‍👩‍👧',
    ],
    [
      'a date',
      section({ type: 'date', timestamp: 1763800000, format: '{date}', fallback: '22.11.2026' }),
      '22.11.2026',
    ],
  ])('%s', (_, blocks, expected) => {
    expect(convertRichText(blocks)?.text).toBe(expected);
  });

  test('lists, quotes and code blocks become lines that WhatsApp shows', () => {
    const item = (text: string) => ({ type: 'rich_text_section', elements: [said(text)] });
    const blocks = [
      {
        type: 'rich_text',
        elements: [
          item('Bitte:\n'),
          { type: 'rich_text_list', style: 'ordered', indent: 0, elements: [item('öffnen'), item('prüfen')] },
          { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [item('links')] },
          { type: 'rich_text_quote', elements: [said('Zitat\nzweite Zeile')] },
          { type: 'rich_text_preformatted', elements: [said('npm start')] },
        ],
      },
    ];
    expect(convertRichText(blocks)?.text).toBe(
      'Bitte:\n1. öffnen\n2. prüfen\n- links\n> Zitat\n> zweite Zeile\n```npm start```',
    );
  });

  test.each(['user', 'usergroup', 'channel', 'broadcast'])('a %s in it is found as a mention', (type) => {
    const converted = convertRichText(section(said('Frag '), { type, user_id: 'U1' }));
    expect(converted).toMatchObject({ mentions: true, hasOtherContent: true });
  });

  test("the workspace's own emoji and unknown elements are reported", () => {
    const converted = convertRichText(section({ type: 'emoji', name: 'party_parrot' }, { type: 'hologram' }));
    expect(converted).toMatchObject({ text: '', droppedEmoji: [':party_parrot:'], unknown: ['hologram'] });
  });

  test.each<[string, string, string]>([
    ['escapes are taken back once', 'A &amp;lt; B &lt;x&gt; &amp; C', 'A &lt; B <x> & C'],
    ['markers are the same on both sides', '*fett* _kursiv_ ~weg~ `code`', '*fett* _kursiv_ ~weg~ `code`'],
    ['a link with a label', 'Siehe <https://example.com/a|hier>', 'Siehe hier (https://example.com/a)'],
    ['a bare link', '<https://example.com/a>', 'https://example.com/a'],
    ['a date', '<!date^1763800000^{date}|22.11.2026>', '22.11.2026'],
  ])('text without blocks: %s', (_, text, expected) => {
    expect(convertMrkdwn(text)).toMatchObject({ text: expected, mentions: false });
  });

  test.each(['<@U024BE7LH> schau mal', '<!here> Hilfe', '<#C1|general> dort', '<!subteam^S1> bitte'])(
    'text without blocks: %s holds a mention',
    (text) => {
      expect(convertMrkdwn(text).mentions).toBe(true);
    },
  );
});

describe('a remark for the team', () => {
  test.each([
    '!kein Kulanzfall',
    '! so',
    'note: ruft nie an',
    'NOTE: x',
    'internal: x',
    'Notiz: x',
    'intern: x',
    '// x',
    '🔒 x',
    ':lock: x',
    '*!* fett',
    '> ! Zitat',
    '- note: x',
    '```! x```',
    '  !x',
  ])('%s stays inside', (text) => {
    expect(isInternalNote(text)).toBe(true);
  });

  test.each(['Danke!', 'Hallo! Ihr Paket', 'https://example.com', 'Notizen sind da', 'a // b'])(
    '%s does not',
    (text) => {
      expect(isInternalNote(text)).toBe(false);
    },
  );
});

describe("a customer's text on its way to Slack", () => {
  const elementsOf = (text: string) => whatsappRichText(text).elements;

  test('what Slack would act on stays letters', () => {
    expect(elementsOf('<!channel> <@U024BE7LH> @here &amp;')).toEqual([
      {
        type: 'rich_text_section',
        elements: [{ type: 'text', text: '<!channel> <@U024BE7LH> @here &amp;' }],
      },
    ]);
  });

  test('styles, links, quotes and code blocks are shown', () => {
    expect(elementsOf('Das ist *wichtig* und _neu_ und ~alt~ und `x`')).toEqual([
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'Das ist ' },
          { type: 'text', text: 'wichtig', style: { bold: true } },
          { type: 'text', text: ' und ' },
          { type: 'text', text: 'neu', style: { italic: true } },
          { type: 'text', text: ' und ' },
          { type: 'text', text: 'alt', style: { strike: true } },
          { type: 'text', text: ' und ' },
          { type: 'text', text: 'x', style: { code: true } },
        ],
      },
    ]);
    expect(elementsOf('*siehe https://example.com/a_b_c.*')).toEqual([
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'siehe ', style: { bold: true } },
          { type: 'link', url: 'https://example.com/a_b_c', style: { bold: true } },
          { type: 'text', text: '.', style: { bold: true } },
        ],
      },
    ]);
    expect(elementsOf('davor\n> Zitat\ndanach').map((element) => element.type)).toEqual([
      'rich_text_section',
      'rich_text_quote',
      'rich_text_section',
    ]);
    expect(elementsOf('so: ```a *b*\nc```')[1]).toEqual({
      type: 'rich_text_preformatted',
      elements: [{ type: 'text', text: 'a *b*\nc' }],
    });
  });

  test.each(['2 * 3 * 4', 'a_b_c', '5 ~ 6 ~', '* x *', '**'])('%s is no style', (text) => {
    expect(elementsOf(text)).toEqual([{ type: 'rich_text_section', elements: [{ type: 'text', text }] }]);
  });

  test('every text comes through whole, however odd', () => {
    const plain = (value: unknown): string => {
      if (Array.isArray(value)) return value.map(plain).join('');
      const { text, url, elements } = value as { text?: string; url?: string; elements?: unknown[] };
      return text ?? url ?? plain(elements ?? []);
    };
    const odd = `${'*_~`'.repeat(200)} ${'😀👨‍👩‍👧 '.repeat(300)} ${'*a* '.repeat(300)}`.slice(0, 4096);
    const letters = (text: string) => text.replace(/[*_~`]/g, '');
    expect(letters(plain(elementsOf(odd)))).toBe(letters(odd));
    expect(elementsOf('')).toHaveLength(1);
  });
});
