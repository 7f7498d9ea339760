import type { RichTextBlock, RichTextLink, RichTextText } from '@slack/types';

type Inline = RichTextText | RichTextLink;
type StyleName = 'bold' | 'italic' | 'strike' | 'code';

const STYLES: Readonly<Record<string, StyleName>> = { '*': 'bold', _: 'italic', '~': 'strike', '`': 'code' };

// A marker opens after a start, a space or a bracket and closes before one; beside a space it is literal.
const STYLED = /(?<=^|[\s([{"'.,;:!?*_~-])([*_~`])(?=\S)([^\n]*?\S)\1(?=$|[\s)\]}"'.,;:!?*_~-])/u;
const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}']/u;
const FENCE = /```([\s\S]+?)```/gu;

/**
 * A customer's text as a rich_text block. Nothing in it is interpreted by Slack: `<!channel>` stays what it is,
 * letters.
 */
export function whatsappRichText(text: string): RichTextBlock {
  const elements: RichTextBlock['elements'] = [];
  let from = 0;
  for (const fence of text.matchAll(FENCE)) {
    elements.push(...lines(text.slice(from, fence.index)));
    elements.push({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: fence[1] ?? '' }] });
    from = fence.index + fence[0].length;
  }
  elements.push(...lines(text.slice(from)));
  if (elements.length === 0)
    elements.push({ type: 'rich_text_section', elements: [{ type: 'text', text: ' ' }] });
  return { type: 'rich_text', elements };
}

function lines(text: string): RichTextBlock['elements'] {
  if (text === '' || text === '\n') return [];
  const groups: { quote: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quote = line.startsWith('> ');
    const last = groups.at(-1);
    if (last?.quote === quote) last.lines.push(quote ? line.slice(2) : line);
    else groups.push({ quote, lines: [quote ? line.slice(2) : line] });
  }
  return groups
    .filter((group) => group.lines.join('') !== '' || group.lines.length > 1)
    .map((group) => ({
      type: group.quote ? 'rich_text_quote' : 'rich_text_section',
      elements: inline(group.lines.join('\n')),
    }));
}

function inline(text: string, style: Partial<Record<StyleName, true>> = {}): Inline[] {
  const marked = STYLED.exec(text);
  const link = LINK.exec(text);
  // Whichever begins first wins: a marker inside an address is part of it, a link inside bold is a bold link.
  if (link && (!marked || link.index < marked.index))
    return [
      ...inline(text.slice(0, link.index), style),
      { type: 'link', url: link[0], ...withStyle(style) },
      ...inline(text.slice(link.index + link[0].length), style),
    ];
  if (!marked) return text === '' ? [] : [{ type: 'text', text, ...withStyle(style) }];
  const name = STYLES[marked[1] ?? ''] as StyleName;
  const core = marked[2] ?? '';
  const inner: Inline[] =
    name === 'code'
      ? [{ type: 'text', text: core, style: { ...style, code: true } }]
      : inline(core, { ...style, [name]: true });
  return [
    ...inline(text.slice(0, marked.index), style),
    ...inner,
    ...inline(text.slice(marked.index + marked[0].length), style),
  ];
}

function withStyle(style: Partial<Record<StyleName, true>>): { style?: Partial<Record<StyleName, true>> } {
  return Object.keys(style).length > 0 ? { style } : {};
}
