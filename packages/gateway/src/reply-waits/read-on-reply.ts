import type { SendRequest } from '@parley/core/gateway-api';
import type { OutboundContent } from '@parley/core/message';
import type { Template } from '@parley/core/template';
import { invalidField } from '../http/api-problem.ts';
import { targetProblem } from '../outgoing/target.ts';
import { DAY_MS } from '../time-units.ts';
import type { Match } from './choose-answered.ts';

/** Who has not answered a week later rarely does. */
const DEFAULT_MS = 7 * DAY_MS;

/** Meta keeps undelivered messages for 30 days; an answer that late belongs to nothing. */
const LIMIT_MS = 30 * DAY_MS;

/** What a caller wants to be told, and where. */
export type OnReply = { readonly url: string; readonly match: Match; readonly until: Date };

/** Reads `onReply`; its end is counted from the moment at which the message is to go. */
export function readOnReply(
  given: SendRequest['onReply'],
  about: {
    readonly content: OutboundContent;
    readonly template: Template | undefined;
    readonly goesAt: Date;
    readonly allowedHosts: readonly string[];
  },
): OnReply | undefined {
  if (given === undefined) return undefined;
  const problem = targetProblem(given.url, about.allowedHosts);
  if (problem !== undefined) throw invalidField('onReply.url', problem, 'URL_NOT_ALLOWED');
  const until =
    given.until === undefined ? new Date(about.goesAt.getTime() + DEFAULT_MS) : new Date(given.until);
  const waitsMs = until.getTime() - about.goesAt.getTime();
  if (waitsMs <= 0)
    throw invalidField('onReply.until', {
      en: 'must be later than the moment of sending',
      de: 'muss nach dem Zeitpunkt des Sendens liegen',
    });
  if (waitsMs > LIMIT_MS)
    throw invalidField('onReply.until', {
      en: 'is more than 30 days after the moment of sending',
      de: 'liegt mehr als 30 Tage nach dem Zeitpunkt des Sendens',
    });
  const { content, template } = about;
  return { url: given.url, until, match: given.match ?? (hasButtons(content, template) ? 'tapped' : 'any') };
}

function hasButtons(content: OutboundContent, template: Template | undefined): boolean {
  if (content.type === 'buttons' || content.type === 'list' || content.type === 'flow') return true;
  if (content.type !== 'template' || !template) return false;
  const parts = [template.components, ...template.cards];
  return parts.some(({ buttons }) => buttons.some(({ kind }) => kind === 'quick_reply' || kind === 'flow'));
}
