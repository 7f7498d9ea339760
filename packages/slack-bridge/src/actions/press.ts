import { ParleyError } from '@parley/core';
import { type Conversation, GatewayProblem } from '@parley/core/gateway-api';
import type { BridgeContext } from '../bridge-context.ts';
import { ACTIONS } from '../card/card.ts';
import { TOOL } from '../place.ts';
import type { SlackPerson } from '../slack/people.ts';

/** A press on a card's button; `threadTs` is the thread it stands in. */
export type Press = {
  readonly action: string;
  readonly userId: string;
  readonly threadTs: string;
  readonly value: string;
};

/**
 * Carries out Take, Release, Resolve and Reopen. The card follows by the gateway's event; what did not work is told
 * to the one who pressed. `gateway` answers within Slack's three seconds or not at all.
 */
export async function carryOutPress(
  press: Press,
  gateway: BridgeContext['gateway'],
  context: BridgeContext,
): Promise<void> {
  const { words, workspace } = context;
  const tell = (text: string) => workspace.whisper(press.userId, press.threadTs, text);
  try {
    const person = await workspace.person(press.userId);
    if (!person.isStaff) return await tell(words.actions.notStaff);
    const conversationId = await pressedConversation(press, gateway, context);
    if (conversationId === undefined) return await tell(words.actions.unknownThread);
    await doStep(press, conversationId, person, gateway);
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    await tell(await explain(error, press, gateway, context));
  }
}

/** The conversation of the thread in which the button stands; the button's own value is not trusted. */
export async function pressedConversation(
  press: Press,
  gateway: BridgeContext['gateway'],
  context: BridgeContext,
): Promise<string | undefined> {
  const link = await gateway.getLink(
    TOOL,
    `${context.place.teamId}:${context.place.channelId}:${press.threadTs}`,
  );
  return link?.items[0]?.conversationId;
}

function doStep(
  press: Press,
  id: string,
  person: SlackPerson,
  gateway: BridgeContext['gateway'],
): Promise<Conversation> | undefined {
  switch (press.action) {
    case ACTIONS.take:
      return gateway.assignConversation(id, {
        assignee: { tool: TOOL, actor: press.userId, name: person.name },
        ifAssignee: null,
      });
    case ACTIONS.release:
      return gateway.releaseConversation(id);
    case ACTIONS.resolve:
      return gateway.resolveConversation(id);
    case ACTIONS.reopen:
      return gateway.reopenConversation(id);
    default:
      return undefined;
  }
}

async function explain(
  error: ParleyError,
  press: Press,
  gateway: BridgeContext['gateway'],
  context: BridgeContext,
): Promise<string> {
  const { words } = context;
  if (!(error instanceof GatewayProblem)) return words.actions.unreachable;
  if (error.problem.code !== 'ALREADY_ASSIGNED') return words.actions.failed(error.problem.detail);
  const id = await pressedConversation(press, gateway, context);
  const assignee = id === undefined ? null : (await gateway.getConversation(id)).assignee;
  return words.actions.alreadyTaken(assignee?.name ?? assignee?.actor ?? '?');
}
