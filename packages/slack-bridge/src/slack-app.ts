import bolt from '@slack/bolt';
import { answerTask, isTaskAction, showAnswer } from './actions/answer-task.ts';
import { carryOutPress, type Press, pressedConversation } from './actions/press.ts';
import { boltLogger } from './bolt-logger.ts';
import type { BridgeContext } from './bridge-context.ts';
import { ACTIONS } from './card/card.ts';
import { isDraftId } from './inbox/drafts.ts';
import type { Inbox } from './inbox/inbox.ts';
import { readSlackMessage, type SlackMessageEvent } from './inbox/read-message.ts';
import type { ViewValues } from './modal/submitted-form.ts';
import { fillForm, openForm, submitForm } from './modal/template-form.ts';
import { FORM, readSubject, sayingView } from './modal/template-view.ts';

/** The message shortcut that sends a message in the modes in which plain replies stay inside. */
const SEND_SHORTCUT = 'parley_send';

/** Slack repeats an event three times; after the last one nobody would tell the author. */
const LAST_RETRY = 3;

type Pressed = {
  readonly type: string;
  readonly trigger_id?: string;
  readonly user: { readonly id: string };
  readonly message?: { readonly ts: string; readonly thread_ts?: string };
  readonly view?: { readonly id: string; readonly private_metadata: string };
  readonly actions: readonly {
    readonly action_id: string;
    readonly value?: string;
    readonly selected_option?: { readonly value: string } | null;
  }[];
};

type Shortcut = {
  readonly user: { readonly id: string };
  readonly channel?: { readonly id: string };
  readonly message?: SlackMessageEvent;
};

/**
 * Connects Bolt's dispatcher with our parts. Every listener is finished before Slack is answered
 * (processBeforeResponse), so an error becomes a 500 and Slack repeats; only what shows a form goes on afterwards.
 */
export function connectSlackApp(options: {
  readonly receiver: InstanceType<typeof bolt.HTTPReceiver>;
  readonly context: BridgeContext;
  readonly inbox: Inbox;
  /** The gateway with a time-out inside Slack's three seconds. */
  readonly quick: BridgeContext['gateway'];
  readonly inBackground: (work: Promise<void>) => void;
}): void {
  const { receiver, context, inbox, quick, inBackground } = options;
  const { place, settings, words, workspace } = context;
  const app = new bolt.App({
    receiver,
    processBeforeResponse: true,
    logger: boltLogger(context.log),
    authorize: async () => ({
      botToken: settings.botToken,
      botUserId: place.botUserId,
      teamId: place.teamId,
    }),
    clientOptions: { slackApiUrl: settings.slackApiUrl, retryConfig: { retries: 0 } },
  });
  // Without this Bolt logs the error and answers 200.
  app.error(async (error) => {
    throw error;
  });

  app.event('message', async ({ event, context: bolted }) => {
    const row = readSlackMessage(event as SlackMessageEvent, place, settings.replyMode, context.now());
    if (row === undefined) return;
    const retry = bolted.retryNum ?? 0;
    try {
      await inbox.take(row, retry > 0);
    } catch (error) {
      if (retry >= LAST_RETRY && row.kind === 'reply')
        await workspace.whisper(row.userId, row.threadTs, words.gatewayLost);
      throw error;
    }
  });

  app.shortcut(/.*/, async ({ ack, body }) => {
    await ack();
    const { user, channel, message } = body as unknown as Shortcut;
    if ((body as { callback_id?: string }).callback_id !== SEND_SHORTCUT || message === undefined) return;
    if (settings.replyMode === 'alerts')
      return workspace.whisper(user.id, message.thread_ts, words.actions.alertsOnly);
    const event = { ...message, ...(channel ? { channel: channel.id } : {}) };
    const row = readSlackMessage(event, place, settings.replyMode, context.now(), true);
    if (row === undefined) return workspace.whisper(user.id, message.thread_ts, words.actions.noThread);
    // Whoever asks for it to be sent is its author for the customer.
    await inbox.take({ ...row, userId: user.id }, true, 'wanted');
  });

  app.action(/.*/, async ({ ack, body }) => {
    await ack();
    const pressed = body as unknown as Pressed;
    const [action] = pressed.actions;
    if (action === undefined) return;
    if (action.action_id === FORM.choose && pressed.view) {
      const { id, private_metadata: metadata } = pressed.view;
      return inBackground(fillForm(id, readSubject(metadata), action.selected_option?.value, context));
    }
    const threadTs = pressed.message?.thread_ts ?? pressed.message?.ts;
    if (threadTs === undefined) return;
    const press = { action: action.action_id, userId: pressed.user.id, threadTs, value: action.value ?? '' };
    if (isTaskAction(press.action)) {
      const task = await answerTask(press, quick, context);
      const { ts } = pressed.message ?? {};
      return task && ts !== undefined ? inBackground(showAnswer(ts, task, context)) : undefined;
    }
    if (press.action !== ACTIONS.template) return carryOutPress(press, quick, context);
    const viewId = await openForm(pressed.trigger_id ?? '', { ...context, gateway: quick });
    inBackground(fillPressedForm(viewId, press));
  });

  async function fillPressedForm(viewId: string, press: Press): Promise<void> {
    const person = await workspace.person(press.userId);
    const conversationId = await pressedConversation(press, context.gateway, context).catch(() => undefined);
    const text = person.isStaff ? words.actions.unknownThread : words.actions.notStaff;
    if (!person.isStaff || conversationId === undefined)
      return workspace.updateView(viewId, sayingView(text, words));
    const draftId = isDraftId(press.value) ? press.value : undefined;
    return fillForm(viewId, { conversationId, draftId }, undefined, context);
  }

  app.view(/.*/, async ({ ack, body, view }) => {
    if (view.callback_id !== FORM.callback) return ack();
    const answer = await submitForm(
      {
        userId: body.user.id,
        rootViewId: view.root_view_id ?? view.id,
        metadata: view.private_metadata,
        values: view.state.values as ViewValues,
        blocks: view.blocks.flatMap((block) => (block.block_id === undefined ? [] : [block.block_id])),
      },
      { ...context, gateway: quick },
    );
    await (answer === undefined ? ack() : ack(answer as never));
  });
}
