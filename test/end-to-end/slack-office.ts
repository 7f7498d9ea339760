import { eventually } from '../support/eventually.ts';
import { answers, freePort, type Processes } from '../support/processes.ts';
import { type SlackEmulator, startSlackEmulator } from '../support/slack-emulator.ts';
import type { Parley } from './parley.ts';

// The gateway is away for a second or two in these tests; Slack's own waits are a minute and five.
const RETRY_DELAYS_MS = [20, 2_500, 15_000];

type Block = {
  block_id?: string;
  text?: { text?: string };
  elements?: { text?: unknown }[];
  element?: { options?: { value: string }[] };
};

export type SlackOffice = Awaited<ReturnType<typeof openSlackOffice>>;

/** A Slack workspace with the bridge as a process in front of it. */
export async function openSlackOffice(processes: Processes, parley: Parley) {
  const slack = await startSlackEmulator({ retryDelaysMs: RETRY_DELAYS_MS });
  const scopes = [
    'messages:send',
    'messages:read',
    'contacts:read',
    'consent:write',
    'templates:read',
    'tools:slack',
  ];
  const key = (await parley.call('POST', '/v1/keys', { name: 'Slack', tool: 'slack', scopes })) as {
    key: string;
  };
  const port = await freePort();
  const bridge = processes.add({
    name: 'slack-bridge',
    file: 'packages/slack-bridge/src/cli.ts',
    env: {
      PARLEY_URL: parley.url,
      PARLEY_API_KEY: key.key,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_CHANNEL_ID: slack.channelId,
      SLACK_PORT: String(port),
      SLACK_API_URL: slack.apiUrl,
    },
    isUp: () => answers(`http://127.0.0.1:${port}/healthz`),
  });
  await bridge.start();
  slack.setTarget(`http://127.0.0.1:${port}/slack/events`);

  const lines = (thread: string): string[] => slack.messages(thread).map(textOf);
  return {
    slack,
    bridge,
    lines,
    /** The ts of the first line of a thread that contains the words, once there is one. */
    line: (thread: string, words: string): Promise<string> =>
      eventually(() => {
        const said = slack.messages(thread).find((message) => textOf(message).includes(words));
        return said && String(said.ts);
      }, `the thread says “${words}”`),
    /** The thread of the conversation whose card names this customer. */
    thread: (customer: string) =>
      eventually(() => {
        const cards = slack.roots().filter((root) => textOf(root).includes(customer));
        if (cards.length > 1) throw new Error(`${customer} has ${cards.length} threads.`);
        return cards[0] && String(cards[0].ts);
      }, `${customer} has a thread`),
    template: (ts: string) => openTemplateForm(slack, ts),
    async close(): Promise<void> {
      await slack.close();
    },
  };
}

/** A member presses the template button of a message; the form is read and submitted as Slack does it. */
async function openTemplateForm(slack: SlackEmulator, ts: string) {
  const known = slack.views().length;
  await slack.pressButton({ ts, action: 'parley_template' });
  const view = () => slack.views().at(-1) ?? {};
  const blocks = () => (view().blocks ?? []) as Block[];
  await eventually(() => slack.views().length > known, 'the form opens');
  await eventually(() => !textOf(view()).includes('werden geladen'), 'the templates are loaded');
  return {
    text: () => textOf(view()),
    options: () => blocks().flatMap(({ element }) => element?.options?.map(({ value }) => value) ?? []),
    /** Chooses a template (`de order_update`), fills in its variables and presses Send. */
    async send(template: string, variables: Record<string, string>) {
      const viewId = String(view().id);
      await slack.chooseInView({ viewId, block: 'template', value: template });
      const block = (name: string) => `var_${template}_${name}`;
      const names = Object.keys(variables);
      await eventually(
        () => names.every((name) => blocks().some(({ block_id: id }) => id === block(name))),
        `the form has inputs for ${names.join(', ')}`,
      );
      const values = Object.fromEntries(names.map((name) => [block(name), variables[name] ?? '']));
      return slack.submitView({ viewId, values: { template, ...values } });
    },
  };
}

/** All the text of a message's or a view's blocks. */
function textOf(message: Record<string, unknown>): string {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value))
        if (name === 'text' && typeof inner === 'string') texts.push(inner);
        else walk(inner);
  };
  walk(message.blocks);
  return texts.length > 0 ? texts.join(' ') : String(message.text);
}
