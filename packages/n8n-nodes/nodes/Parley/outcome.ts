import type { Decision, SendAccepted } from '@parley/core/gateway-api';
import type { IBinaryKeyData, IDataObject, INodeExecutionData, IPairedItemData } from 'n8n-workflow';

/** The three ways out, in the order of the node's outputs. */
export const OUTPUTS = ['Sent', 'Needs template', 'Not allowed'] as const;

/** `failed` is not the gateway's answer: nothing was decided, and the item says why. */
export type Outcome = 'sent' | 'allowed' | 'downloaded' | 'needs_template' | 'not_allowed' | 'failed';

const OUTPUT_OF: Record<Outcome, number> = {
  sent: 0,
  allowed: 0,
  downloaded: 0,
  needs_template: 1,
  not_allowed: 2,
  // Only what the gateway has taken may look sent.
  failed: 2,
};

export type Answer = { outcome: Outcome; json: IDataObject; binary?: IBinaryKeyData };

/** A message that the gateway has taken; scheduled and held ones too, as `status` and `notBefore` say. */
export function sentAnswer({ decision, ...message }: SendAccepted): Answer {
  return { outcome: 'sent', json: { ...message, ...decisionFields(decision) } };
}

/** A message that was refused, or would be. */
export function refusedAnswer(decision: Decision): Answer {
  const outcome = decision.verdict === 'needs_template' ? 'needs_template' : 'not_allowed';
  return { outcome, json: decisionFields(decision) };
}

/** What would happen to a message, without sending it. */
export function checkedAnswer(decision: Decision): Answer {
  const isAllowed = decision.verdict === 'send' || decision.verdict === 'deferred';
  return isAllowed ? { outcome: 'allowed', json: decisionFields(decision) } : refusedAnswer(decision);
}

/** Puts an answer on its output; an agent sees the first output alone, so as its tool everything goes there. */
export function placeAnswer(
  outputs: INodeExecutionData[][],
  { outcome, json, binary }: Answer,
  pairedItem: IPairedItemData,
  isTool: boolean,
): void {
  // n8n moves an item to the error output only when it has no field but error, message and details.
  const named = outcome === 'failed' && !isTool ? json : { outcome, ...json };
  outputs[isTool ? 0 : OUTPUT_OF[outcome]]?.push({ json: named, ...(binary ? { binary } : {}), pairedItem });
}

/** Says on the node how many items did not take the first way out; nothing when all did. */
export function hintFor(outputs: INodeExecutionData[][]): string | undefined {
  const [sent = 0, needTemplate = 0, rest = 0] = outputs.map((items) => items.length);
  if (needTemplate + rest === 0) return undefined;
  const total = sent + needTemplate + rest;
  return `Of ${total} items, ${needTemplate} left through Needs template and ${rest} through Not allowed.`;
}

// The words are the gateway's own, unchanged: the same sentence reaches Slack and Salesforce.
function decisionFields(decision: Decision): IDataObject {
  const { verdict, code, reason, remedy, window } = decision;
  return { verdict, code, reason, remedy, window, decision: decision as unknown as IDataObject };
}
