import type { BlockedCode } from './codes.ts';
import type { DecisionDetail } from './decision.ts';
import type { Facts, SendIntent } from './facts.ts';

/**
 * Once a person answers or takes a conversation, automations are silent for this long; who took it and went home must not
 * silence them for ever.
 */
export const TAKEN_MS = 12 * 60 * 60 * 1000;

/** After row 6: people before machines, and no machine that passes for a person. */
export function peopleFirst(
  intent: SendIntent,
  facts: Facts,
  now: Date,
): { readonly code: BlockedCode; readonly detail: DecisionDetail } | undefined {
  const { conversation } = facts;
  const isTaken =
    conversation?.takenAt !== undefined && now.getTime() - conversation.takenAt.getTime() < TAKEN_MS;
  if (intent.sender !== 'person' && !intent.template && isTaken)
    return {
      code: 'TAKEN_BY_PERSON',
      detail: {
        since: conversation.takenAt,
        ...(conversation.takenBy === undefined ? {} : { by: conversation.takenBy }),
      },
    };
  if (intent.sender === 'ai' && !conversation?.aiDisclosed && !saysItIsAnAi(intent, facts))
    return { code: 'AI_DISCLOSURE_MISSING', detail: { disclosure: facts.aiDisclosure } };
  return undefined;
}

function saysItIsAnAi(intent: SendIntent, facts: Facts): boolean {
  const text = squeeze(intent.visibleText ?? '');
  return [facts.aiDisclosure, ...(facts.otherDisclosures ?? [])].some((sentence) =>
    text.includes(squeeze(sentence)),
  );
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
