import { maskPhoneNumber } from '@parley/core/contact';
import type { Contact, Conversation } from '@parley/core/gateway-api';
import type { KnownBlock } from '@slack/types';
import type { SlackMessage } from '../slack/workspace.ts';
import { escapeSlack } from '../text/mrkdwn.ts';
import type { Words } from '../words/words.ts';
import { actionsBlock, button, cut, plain } from './blocks.ts';
import { customerName } from './customer-name.ts';

// Slack's limit for a header: https://docs.slack.dev/reference/block-kit/blocks/header-block
const HEADER_LIMIT = 150;
const SHOWN_PURPOSES = ['utility', 'marketing'] as const;

/** The ids of the buttons on cards and notices. */
export const ACTIONS = {
  take: 'parley_take',
  release: 'parley_release',
  template: 'parley_template',
  resolve: 'parley_resolve',
  reopen: 'parley_reopen',
} as const;

/** The first message of a thread: who it is, what may be sent, who looks after it. */
export function conversationCard(conversation: Conversation, contact: Contact, words: Words): SlackMessage {
  const name = customerName(contact, words);
  const phone = contact.identities.find((identity) => identity.kind === 'phone');
  const title = phone ? `${name} · ${maskPhoneNumber(phone.value)}` : name;
  const lines = [
    windowLine(conversation, words),
    `${words.card.consent}: ${consentLine(contact, words)}`,
    `${assigneeLine(conversation, words)} · ${conversation.state === 'open' ? words.card.open : words.card.resolved}`,
    ...identityLine(contact, words),
  ];
  const taken = conversation.assignee !== null;
  const value = conversation.id;
  const blocks: KnownBlock[] = [
    { type: 'header', text: plain(cut(title, HEADER_LIMIT)) },
    { type: 'section', text: { type: 'mrkdwn', text: lines.join('\n'), verbatim: true } },
    actionsBlock([
      taken
        ? button(ACTIONS.release, words.card.release, value)
        : button(ACTIONS.take, words.card.take, value),
      button(ACTIONS.template, words.card.template, value),
      conversation.state === 'open'
        ? button(ACTIONS.resolve, words.card.resolve, value)
        : button(ACTIONS.reopen, words.card.reopen, value),
    ]),
  ];
  return { text: escapeSlack(cut(words.card.summary(name), HEADER_LIMIT)), blocks };
}

/**
 * What of a card counts as a change. The window's end moves with every message of the customer; within the hour
 * the card stays as it is, and so says less than there is, never more.
 */
export function cardFingerprint(conversation: Conversation, contact: Contact): string {
  const { open, closesAt } = conversation.window;
  const closing = open && closesAt !== null ? closesAt.slice(0, 'YYYY-MM-DDTHH'.length) : '';
  return JSON.stringify([
    contact.name,
    contact.identities.find((identity) => identity.kind === 'phone')?.value,
    contact.identityChangedAt,
    SHOWN_PURPOSES.map((purpose) => contact.consent[purpose].state),
    conversation.state,
    conversation.assignee?.actor,
    conversation.assignee?.name,
    open,
    closing,
  ]);
}

function windowLine({ window }: Conversation, words: Words): string {
  if (!window.open || window.closesAt === null) return words.card.windowClosed;
  return words.card.windowOpen(slackDate(window.closesAt, '{date_short_pretty} {time}'));
}

// Whoever reads there now may be somebody else, and staff should know before they tell anything.
function identityLine({ identityChangedAt }: Contact, words: Words): string[] {
  if (identityChangedAt === undefined) return [];
  return [words.card.identityChanged(slackDate(identityChangedAt, '{date_short}'))];
}

/** Slack shows the time in each reader's own time zone. */
function slackDate(at: string, format: string): string {
  return `<!date^${Math.floor(new Date(at).getTime() / 1000)}^${format}|${at}>`;
}

function consentLine(contact: Contact, words: Words): string {
  const known = SHOWN_PURPOSES.filter((purpose) => contact.consent[purpose].state !== 'none');
  if (known.length === 0) return words.card.noConsent;
  return known
    .map((purpose) => `${words.purposes[purpose]} ${words.consentStates[contact.consent[purpose].state]}`)
    .join(', ');
}

function assigneeLine({ assignee }: Conversation, words: Words): string {
  if (assignee === null) return words.card.unassigned;
  const name = escapeSlack(cut(assignee.name ?? assignee.actor, HEADER_LIMIT));
  return words.card.assignedTo(assignee.tool === 'slack' ? name : `${name} (${escapeSlack(assignee.tool)})`);
}
