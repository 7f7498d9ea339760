import type { Headers, SlackStore } from './slack-plugin.ts';

type Json = Record<string, unknown>;
type Delivered = { status: number; body: string };

/** The workspace in which the staff press and submit. */
type Office = {
  store: SlackStore;
  channelId: string;
  teamId: string;
  baseUrl: string;
  deliver: (body: string, bent?: { contentType?: string; headers?: Headers }) => Promise<Delivered>;
  trigger: (userId: string) => Promise<unknown>;
  api: (method: string, body: Json, token?: string) => Promise<Json>;
};

/** What members do in Slack beside writing; the emulator has no buttons and modals, so these post what Slack would. */
export function slackStaff({ store, channelId, teamId, baseUrl, deliver, trigger, api }: Office) {
  function interact(payload: Json): Promise<Delivered> {
    return deliver(`payload=${encodeURIComponent(JSON.stringify(payload))}`);
  }

  async function interaction(type: string, user: string): Promise<Json> {
    const id = String(store.users.findOneBy('name', user)?.user_id);
    return {
      type,
      team: { id: teamId, domain: 'emulate' },
      user: { id, username: user, name: user, team_id: teamId },
      api_app_id: 'A000000001',
      token: 'unused',
      trigger_id: await trigger(id),
    };
  }

  return {
    interact,
    interaction,
    /** A member writes, as from their own Slack client; answers with the message's ts. */
    async say(said: { text: string; thread?: string; blocks?: unknown[]; token?: string }): Promise<string> {
      const { ts } = await api(
        'chat.postMessage',
        {
          channel: channelId,
          text: said.text,
          thread_ts: said.thread,
          blocks: said.blocks ?? [asTyped(said.text)],
        },
        said.token,
      );
      return String(ts);
    },
    async edit(ts: string, text: string): Promise<void> {
      await api('chat.update', { channel: channelId, ts, text });
    },
    async remove(ts: string, token?: string): Promise<void> {
      await api('chat.delete', { channel: channelId, ts }, token);
    },
    /** An event as real Slack sends it, in a shape that the emulator does not make. Returns the message's ts. */
    async sendEvent(event: Json, thread: string, headers: Headers = {}): Promise<string> {
      const ts = String(
        event.ts ?? `${Math.floor(Date.now() / 1000)}.${process.hrtime.bigint() % 1_000_000n}`,
      );
      const user = String(store.users.findOneBy('name', 'anna')?.user_id);
      if (store.messages.findOneBy('ts', ts) === undefined)
        store.messages.insert({
          ts,
          channel_id: channelId,
          user,
          text: event.text,
          type: 'message',
          thread_ts: thread,
          reactions: [],
          reply_users: [],
          reply_count: 0,
        });
      const whole = {
        type: 'message',
        channel: channelId,
        user,
        team: teamId,
        thread_ts: thread,
        event_ts: ts,
        ...event,
        ts,
      };
      const envelope = {
        type: 'event_callback',
        team_id: teamId,
        api_app_id: 'A000000001',
        event_id: `Ev${ts.replace('.', '')}`,
        event_time: Math.floor(Number(ts)),
        event: whole,
      };
      await deliver(JSON.stringify(envelope), { contentType: 'application/json', headers });
      return ts;
    },
    /** A member presses a button of a message. */
    async pressButton(press: {
      ts: string;
      action: string;
      user?: string;
      value?: string;
    }): Promise<Delivered> {
      const row = store.messages.findOneBy('ts', press.ts);
      const element = ((row?.blocks ?? []) as Json[])
        .flatMap((block) => (block.type === 'actions' ? (block.elements as Json[]) : []))
        .find((candidate) => candidate.action_id === press.action);
      if (!row || !element) throw new Error(`The message has no button ${press.action}.`);
      return interact({
        ...(await interaction('block_actions', press.user ?? 'anna')),
        channel: { id: channelId, name: 'whatsapp' },
        container: { type: 'message', message_ts: press.ts, channel_id: channelId, is_ephemeral: false },
        message: {
          type: 'message',
          ts: press.ts,
          text: row.text,
          blocks: row.blocks,
          ...(row.thread_ts ? { thread_ts: row.thread_ts } : {}),
        },
        response_url: `${baseUrl}/unused`,
        actions: [
          { ...element, block_id: 'actions', action_ts: '1', ...(press.value ? { value: press.value } : {}) },
        ],
      });
    },
    /** A member uses a message shortcut. */
    async useShortcut(used: { ts: string; callback: string; user?: string }): Promise<Delivered> {
      const row = store.messages.findOneBy('ts', used.ts) ?? {};
      const { user, text, blocks, ts, thread_ts: threadTs } = row as Json;
      return interact({
        ...(await interaction('message_action', used.user ?? 'anna')),
        callback_id: used.callback,
        channel: { id: channelId, name: 'whatsapp' },
        message: { type: 'message', user, text, blocks, ts, thread_ts: threadTs },
        message_ts: ts,
      });
    },
    /** A member picks an option of a select in an open modal. */
    async chooseInView(choice: {
      viewId: string;
      block: string;
      value: string;
      user?: string;
    }): Promise<Delivered> {
      const view = viewOf(store, choice.viewId);
      const block = (view.blocks as Json[]).find((candidate) => candidate.block_id === choice.block) as Json;
      const element = block.element as Json;
      const selected = (element.options as Json[]).find((option) => option.value === choice.value);
      return interact({
        ...(await interaction('block_actions', choice.user ?? 'anna')),
        container: { type: 'view', view_id: choice.viewId },
        view: { ...view, state: { values: {} } },
        actions: [
          {
            type: element.type,
            action_id: element.action_id,
            block_id: choice.block,
            selected_option: selected,
          },
        ],
      });
    },
    /** A member submits a modal; `values` are given by block id. Answers with what the bridge told Slack to show. */
    async submitView(submitted: { viewId: string; values: Record<string, string>; user?: string }) {
      const view = viewOf(store, submitted.viewId);
      const values = Object.fromEntries(
        (view.blocks as Json[])
          .filter((block) => block.type === 'input')
          .map((block) => [
            block.block_id,
            stateOf(block.element as Json, submitted.values[block.block_id as string]),
          ]),
      );
      const answered = await interact({
        ...(await interaction('view_submission', submitted.user ?? 'anna')),
        view: { ...view, state: { values } },
        response_urls: [],
      });
      const body = answered.body === '' ? undefined : (JSON.parse(answered.body) as Json);
      return { status: answered.status, body };
    },
    /** The modals that were opened, as they stand now. */
    views(): Json[] {
      return store.views.all().map((row) => viewOf(store, String(row.view_id)));
    },
  };
}

// Slack's own clients send what people type as rich_text; the emulator keeps what it is given.
function asTyped(text: string): Json {
  const elements = text
    .split(/(<[@!][^>]+>)/)
    .filter((part) => part !== '')
    .map((part) => {
      const mention = /^<([@!])([^>]+)>$/.exec(part);
      if (!mention) return { type: 'text', text: part };
      return mention[1] === '@'
        ? { type: 'user', user_id: mention[2] }
        : { type: 'broadcast', range: mention[2] };
    });
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

function viewOf(store: SlackStore, viewId: string): Json {
  const row = store.views.findOneBy('view_id', viewId);
  if (!row) throw new Error(`There is no view ${viewId}.`);
  return { ...row, id: row.view_id };
}

function stateOf(element: Json, value: string | undefined): Json {
  const action = String(element.action_id);
  if (element.type !== 'static_select') return { [action]: { type: element.type, value: value ?? null } };
  const options = element.options as Json[];
  const selected =
    options.find((option) => option.value === value) ?? (element.initial_option as Json | undefined) ?? null;
  return { [action]: { type: 'static_select', selected_option: selected } };
}
