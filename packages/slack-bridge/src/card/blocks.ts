import type {
  ActionsBlock,
  Button,
  ContextBlock,
  KnownBlock,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';

/** Slack's limit for the text of a section. */
const SECTION_LIMIT = 3000;

/** Plain text: nothing in it is interpreted, neither links nor mentions nor shortcodes. */
export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text: text === '' ? ' ' : text, emoji: false };
}

/** The text, cut with an ellipsis where a limit of Slack's makes it necessary. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Not through the middle of a surrogate pair.
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

export function plainSection(text: string): SectionBlock {
  return { type: 'section', text: plain(cut(text, SECTION_LIMIT)) };
}

export function plainContext(text: string): ContextBlock {
  return { type: 'context', elements: [plain(cut(text, SECTION_LIMIT))] };
}

export function button(actionId: string, text: string, value: string): Button {
  return { type: 'button', action_id: actionId, text: plain(text), value };
}

export function actionsBlock(elements: Button[]): ActionsBlock {
  return { type: 'actions', elements };
}

export type Blocks = readonly KnownBlock[];
