/** Text as it goes to WhatsApp, with what must be known before it does. */
export type ConvertedText = {
  readonly text: string;
  /** It names a colleague, a group or a channel: probably meant for the team. */
  readonly mentions: boolean;
  /** Something is left when the mentions are taken away. */
  readonly hasOtherContent: boolean;
  /** The workspace's own emoji, which no phone knows; left out of the text. */
  readonly droppedEmoji: readonly string[];
  /** Kinds of elements we do not know: passing the rest on would change what was said. */
  readonly unknown: readonly string[];
};

type Style = {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
};

/** An element of Slack's rich_text, as far as we read it; https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
type Element = {
  readonly type: string;
  readonly text?: string;
  readonly style?: Style | string;
  readonly url?: string;
  readonly name?: string;
  readonly unicode?: string;
  readonly fallback?: string;
  readonly value?: string;
  readonly elements?: readonly Element[];
  readonly offset?: number;
};

type Findings = { mentions: boolean; other: boolean; droppedEmoji: string[]; unknown: string[] };

/** Converts the rich_text blocks of a message to WhatsApp's notation; undefined when there are none. */
export function convertRichText(blocks: unknown): ConvertedText | undefined {
  if (!Array.isArray(blocks)) return undefined;
  const rich = (blocks as Element[]).filter((block) => block?.type === 'rich_text');
  if (rich.length === 0) return undefined;
  const findings: Findings = { mentions: false, other: false, droppedEmoji: [], unknown: [] };
  const parts = rich
    .flatMap((block) => block.elements ?? [])
    .map((element) => convertPart(element, findings));
  const text = parts.reduce(
    (before, part) => before + (before && !before.endsWith('\n') ? '\n' : '') + part,
    '',
  );
  return {
    text: text.trim(),
    mentions: findings.mentions,
    hasOtherContent: findings.other,
    droppedEmoji: findings.droppedEmoji,
    unknown: findings.unknown,
  };
}

function convertPart(part: Element, findings: Findings): string {
  const inline = () => (part.elements ?? []).map((element) => convertInline(element, findings)).join('');
  switch (part.type) {
    case 'rich_text_section':
      return inline();
    case 'rich_text_preformatted':
      return `\`\`\`${inline()}\`\`\``;
    case 'rich_text_quote':
      return prefixed(inline(), '> ');
    case 'rich_text_list': {
      // WhatsApp has one level of lists, so the indent is left out.
      const first = (part.offset ?? 0) + 1;
      return (part.elements ?? [])
        .map(
          (item, index) =>
            (part.style === 'ordered' ? `${first + index}. ` : '- ') + convertPart(item, findings),
        )
        .join('\n');
    }
    default:
      findings.unknown.push(part.type);
      return '';
  }
}

function convertInline(element: Element, findings: Findings): string {
  const style = typeof element.style === 'object' ? element.style : {};
  const plain = (text: string) => {
    if (text.trim() !== '') findings.other = true;
    return text;
  };
  switch (element.type) {
    case 'text':
      return styled(plain(element.text ?? ''), style);
    case 'link':
      return plain(linkText(element.url ?? '', element.text));
    case 'emoji':
      if (element.unicode === undefined) findings.droppedEmoji.push(`:${element.name ?? ''}:`);
      return element.unicode === undefined ? '' : plain(unicodeOf(element.unicode));
    case 'user':
    case 'usergroup':
    case 'channel':
    case 'broadcast':
    case 'team':
      findings.mentions = true;
      return '';
    case 'date':
      return plain(element.fallback ?? '');
    case 'color':
      return plain(element.value ?? '');
    default:
      findings.unknown.push(element.type);
      return '';
  }
}

/** A link as people read it: the address alone, or with its label before it. */
export function linkText(url: string, label: string | undefined): string {
  const address = url.replace(/^(mailto:|tel:)/, '');
  if (label === undefined || label === '' || label === address || label === url) return address;
  // A label that is the address without its scheme says nothing more.
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '') === label.replace(/\/$/, '')
    ? url
    : `${label} (${address})`;
}

function unicodeOf(codePoints: string): string {
  return String.fromCodePoint(...codePoints.split('-').map((hex) => Number.parseInt(hex, 16)));
}

function prefixed(text: string, prefix: string): string {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => prefix + line)
    .join('\n');
}

// WhatsApp's markers do not work beside a space nor over a line's end, and there is no way to escape one.
function styled(text: string, style: Style): string {
  const markers = style.code
    ? ['`']
    : [...(style.strike ? ['~'] : []), ...(style.italic ? ['_'] : []), ...(style.bold ? ['*'] : [])];
  if (markers.length === 0) return text;
  return text
    .split('\n')
    .map((line) => markers.reduce((inner, marker) => wrapped(inner, marker), line))
    .join('\n');
}

function wrapped(line: string, marker: string): string {
  const [, before = '', core = '', after = ''] = /^(\s*)(.*?)(\s*)$/su.exec(line) ?? [];
  return core === '' || core.includes(marker) ? line : `${before}${marker}${core}${marker}${after}`;
}
