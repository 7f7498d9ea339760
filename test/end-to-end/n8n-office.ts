import { eventually } from '../support/eventually.ts';
import { type ActiveWorkflow, startN8nEngine } from '../support/n8n-engine.ts';
import { buildN8nPackage } from '../support/n8n-package.ts';
import { connect, parleyNode, parleyTriggerNode, startNode } from '../support/n8n-parley.ts';
import type { Json, N8nItem } from '../support/n8n-types.ts';
import type { Parley } from './parley.ts';

/** The Parley node's outputs, by name. */
export const OUTPUT = { sent: 0, needsTemplate: 1, notAllowed: 2 } as const;

export type N8nOffice = Awaited<ReturnType<typeof openN8nOffice>>;

/** n8n's engine with the built nodes, connected to the gateway with a key of its own. */
export async function openN8nOffice(parley: Parley) {
  const scopes = ['messages:send', 'templates:read', 'subscriptions'];
  const key = (await parley.call('POST', '/v1/keys', { name: 'n8n', tool: 'n8n', scopes })) as {
    key: string;
  };
  const built = await buildN8nPackage();
  const engine = await startN8nEngine({
    packageFolder: built.folder,
    credentials: { cred1: { url: parley.url, apiKey: key.key } },
  });
  return {
    engine,
    /** Answers everybody who writes, once for each message, as the nodes' README advises. */
    answering: (text: string) =>
      engine.activateWorkflow(
        {
          id: 'answers',
          name: 'First answer',
          nodes: [
            parleyTriggerNode(),
            parleyNode({
              recipientType: 'conversationId',
              to: '={{ $json.conversationId }}',
              text,
              options: { idempotencyKey: '=first-answer-{{ $json.messageId }}' },
            }),
          ],
          connections: connect('Parley Trigger', 'Parley'),
        },
        'Parley Trigger',
      ),
    /** Starts at every message that goes out, whoever wrote it. */
    watching: () =>
      engine.activateWorkflow(
        {
          id: 'watches',
          name: 'What goes out',
          nodes: [
            {
              ...parleyTriggerNode({ events: ['message.created'] }),
              webhookId: '22222222-2222-4222-8222-222222222222',
            },
          ],
          connections: {},
        },
        'Parley Trigger',
      ),
    /**
     * A workflow that a person starts by hand, and whose failed execution they retry until it succeeds; answers with
     * the one item and the output it left through.
     */
    async byHand(parameters: Json): Promise<{ output: number; json: Json }> {
      const workflow = {
        id: 'by-hand',
        name: 'Started by hand',
        nodes: [startNode, parleyNode(parameters)],
        connections: connect('Start', 'Parley'),
      };
      let run = await engine.runWorkflow(workflow);
      await eventually(async () => {
        if (run.failure) run = await engine.runWorkflow({ ...workflow, retryOf: run });
        if (run.failure) throw run.failure;
        return true;
      }, 'the workflow succeeds');
      const [found, ...others] = Object.values(OUTPUT).flatMap((output) =>
        run.output('Parley', output).map((item: N8nItem) => ({ output, json: item.json })),
      );
      if (!found || others.length > 0) throw new Error('The workflow did not end with one item.');
      return found;
    },
    async close(): Promise<void> {
      await engine.close();
      await built.remove();
    },
  };
}

/** What has started a workflow, oldest first. */
export const items = (workflow: ActiveWorkflow): Json[] =>
  workflow.runs.flatMap((run) => run.output('Parley Trigger').map(({ json }) => json));

/** How an answering workflow ended for what a customer wrote: the output of its Parley node, and the item. */
export function answerOf(workflow: ActiveWorkflow, text: string): Promise<{ output: number; json: Json }> {
  return eventually(() => {
    const run = workflow.runs.find(({ output }) => output('Parley Trigger')[0]?.json.text === text);
    for (const output of Object.values(OUTPUT)) {
      const json = run?.output('Parley', output)[0]?.json;
      if (json !== undefined) return { output, json };
    }
    return undefined;
  }, `the workflow has dealt with “${text}”`);
}
