import type { SlackMessage } from '../slack/workspace.ts';
import { escapeSlack } from '../text/mrkdwn.ts';
import { whatsappRichText } from '../text/whatsapp-text.ts';
import type { Words } from '../words/words.ts';
import { actionsBlock, button, cut, plainContext, plainSection } from './blocks.ts';
import { ACTIONS } from './card.ts';

// A notification shows a line or two; the blocks carry the whole.
const FALLBACK_LIMIT = 300;

/** A line of the bridge's in the thread. */
export function notice(text: string): SlackMessage {
  return { text: escapeSlack(cut(text, FALLBACK_LIMIT)), blocks: [plainContext(text)] };
}

/** A message of the conversation as it is shown in the thread, with its author above it. */
export function spokenMessage(author: string, body: string): SlackMessage {
  return {
    text: escapeSlack(cut(body, FALLBACK_LIMIT)),
    blocks: [plainContext(author), whatsappRichText(body)],
  };
}

/** Why something was not sent: the reason word for word, what to do, and the text, so that nothing typed is lost. */
export function refusalNotice(
  refusal: {
    readonly reason: string;
    readonly remedy?: string | null | undefined;
    readonly draft?: string | undefined;
    /** What the template button carries; without it there is no button. */
    readonly templateFor?: string | undefined;
  },
  words: Words,
): SlackMessage {
  const parts = [`${words.notSent}: ${refusal.reason}`];
  if (refusal.remedy) parts.push(`${words.whatNow}: ${refusal.remedy}`);
  return {
    text: escapeSlack(cut(parts[0] as string, FALLBACK_LIMIT)),
    blocks: [
      plainSection(parts.join('\n')),
      ...(refusal.draft ? [plainContext(`${words.yourText}:`), whatsappRichText(refusal.draft)] : []),
      ...(refusal.templateFor === undefined
        ? []
        : [actionsBlock([button(ACTIONS.template, words.card.template, refusal.templateFor)])]),
    ],
  };
}
