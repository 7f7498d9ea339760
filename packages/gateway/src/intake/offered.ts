import {
  type FreeFormContent,
  type OutboundContent,
  type TemplateContent,
  visibleText,
} from '@parley/core/message';
import type { Tx } from '../store/index.ts';
import type { SpokenMessage } from './spoken-message.ts';

/**
 * Whether the way out was offered: the last message to the customer was a marketing template, or it named the word.
 * CANCEL or ENDE after anything else is about something else, such as a booking.
 */
export async function wasOffered(tx: Tx, message: SpokenMessage, word: string): Promise<boolean> {
  const last = await lastToCustomer(tx, message);
  // A NEIN to our question for consent answers the question.
  if (!last || last.own === 'consent_request') return false;
  // What was written in the phone app has its words in the same fields.
  const content = JSON.parse(last.content) as OutboundContent;
  if (content.type === 'template') return last.purpose === 'marketing' || isMarketing(tx, content);
  return namesWord(content, word);
}

/** The last message to the customer before they wrote this one. */
export async function lastToCustomer(tx: Tx, message: SpokenMessage) {
  return (
    tx
      .selectFrom('message')
      .select(['content', 'purpose', 'own', 'created_at'])
      .where('conversation_id', '=', message.conversation.id)
      .where('direction', '=', 'outbound')
      // Meta's times have whole seconds; an answer within the same second is an answer still.
      .where('created_at', '<', message.at.getTime() + 1000)
      .where('status', 'not in', ['scheduled', 'held', 'failed', 'cancelled'])
      // What was imported is older than what was here before it.
      .orderBy('created_at', 'desc')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
  );
}

async function isMarketing(tx: Tx, { name, language }: TemplateContent): Promise<boolean> {
  const row = await tx
    .selectFrom('template')
    .select('id')
    .where('name', '=', name)
    .where('language', '=', language)
    .where('category', '=', 'marketing')
    .executeTakeFirst();
  return row !== undefined;
}

function namesWord(content: FreeFormContent, word: string): boolean {
  const said = visibleText(content) ?? '';
  const wanted = wordsOf(word).join(' ');
  return wanted !== '' && ` ${wordsOf(said).join(' ')} `.includes(` ${wanted} `);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
