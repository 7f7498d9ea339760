import { join } from 'node:path';
import { eventually } from '../support/eventually.ts';
import { buildN8nPackage } from '../support/n8n-package.ts';
import { connect, parleyNode, parleyTriggerNode, startNode } from '../support/n8n-parley.ts';
import type { Json, N8nItem, N8nWorkflowJson } from '../support/n8n-types.ts';
import { freePort, type Processes } from '../support/processes.ts';
import { openHeldWay } from './held-way.ts';
import type { ActiveInN8n, Execution } from './n8n-program.ts';
import type { Parley } from './parley.ts';

/** The Parley node's outputs, by name. */
export const OUTPUT = { sent: 0, needsTemplate: 1, notAllowed: 2 } as const;

export type N8nOffice = Awaited<ReturnType<typeof openN8nOffice>>;

/** A workflow that runs by itself. */
export type ActiveWorkflow = {
  /** Every execution n8n lists, oldest first: retries are their own. */
  executions(): Promise<Execution[]>;
  /** What the trigger has kept. */
  staticData(): Promise<Json>;
};

/** n8n's engine with the built nodes as a process, connected to the gateway with a key of its own. */
export async function openN8nOffice(processes: Processes, parley: Parley) {
  const scopes = ['messages:send', 'templates:read', 'subscriptions'];
  const key = (await parley.call('POST', '/v1/keys', { name: 'n8n', tool: 'n8n', scopes })) as {
    key: string;
  };
  const [built, way, port] = await Promise.all([buildN8nPackage(), openHeldWay(parley.url), freePort()]);
  const n8n = processes.add({
    name: 'n8n',
    file: 'test/end-to-end/n8n-program.ts',
    env: {
      OFFICE_PORT: String(port),
      OFFICE_PACKAGE: built.folder,
      OFFICE_CREDENTIALS: JSON.stringify({ cred1: { url: way.url, apiKey: key.key } }),
      OFFICE_STATE: join(processes.dataDir, 'n8n.json'),
    },
    isUp: (output) => output.includes('n8n is ready'),
  });
  await n8n.start();

  async function rest(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${port}/rest/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`n8n answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
  const state = () => rest('GET', 'state') as Promise<{ workflows: ActiveInN8n[]; executions: Execution[] }>;
  const retry = (executionId: string, json?: N8nWorkflowJson) =>
    rest('POST', 'retries', { executionId, json }) as Promise<Execution>;

  async function activate(json: N8nWorkflowJson): Promise<ActiveWorkflow> {
    const trigger = 'Parley Trigger';
    await rest('POST', 'workflows', { json, trigger });
    return {
      executions: async () => (await state()).executions.filter(({ workflowId }) => workflowId === json.id),
      staticData: async () => {
        const found = (await state()).workflows.find((workflow) => workflow.json.id === json.id);
        return found?.staticData?.[`node:${trigger}`] as Json;
      },
    };
  }

  return {
    process: n8n,
    /** Between n8n and the gateway. */
    way,
    /** Answers everybody who writes, once for each message, as the nodes' README advises. */
    answering: (text: string) =>
      activate({
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
      }),
    /** Starts at every message that goes out, whoever wrote it. */
    watching: () =>
      activate({
        id: 'watches',
        name: 'What goes out',
        nodes: [
          {
            ...parleyTriggerNode({ events: ['message.created'] }),
            webhookId: '22222222-2222-4222-8222-222222222222',
          },
        ],
        connections: {},
      }),
    /** A person opens the list of executions and retries each that crashed; answers with how many those were. */
    async retryCrashed(): Promise<number> {
      const { executions } = await state();
      const retried = new Set(executions.map(({ retryOf }) => retryOf));
      const crashed = executions.filter(({ id, status }) => status === 'crashed' && !retried.has(id));
      for (const { id } of crashed) await retry(id);
      return crashed.length;
    },
    /**
     * A workflow that a person starts by hand, and whose failed execution they retry until it succeeds; answers with
     * the one item and the output it left through.
     */
    async byHand(parameters: Json): Promise<{ output: number; json: Json }> {
      const json = {
        id: 'by-hand',
        name: 'Started by hand',
        nodes: [startNode, parleyNode(parameters)],
        connections: connect('Start', 'Parley'),
      };
      let execution = (await rest('POST', 'runs', { json })) as Execution;
      await eventually(async () => {
        if (execution.status === 'error') execution = await retry(execution.id, json);
        if (execution.status === 'error') throw new Error(execution.failure);
        return true;
      }, 'the workflow succeeds');
      const [found, ...others] = Object.values(OUTPUT).flatMap((output) =>
        itemsOf(execution, 'Parley', output).map(({ json: item }) => ({ output, json: item })),
      );
      if (!found || others.length > 0) throw new Error('The workflow did not end with one item.');
      return found;
    },
    async close(): Promise<void> {
      await n8n.kill();
      await way.close();
      await built.remove();
    },
  };
}

const itemsOf = (execution: Execution, node: string, output = 0): N8nItem[] =>
  execution.data?.resultData.runData[node]?.at(-1)?.data?.main?.[output] ?? [];

/** What each execution that came to its end was started by, oldest first. */
export async function items(workflow: ActiveWorkflow): Promise<Json[]> {
  const ended = (await workflow.executions()).filter(({ status }) => status === 'success');
  return ended.flatMap((execution) => itemsOf(execution, 'Parley Trigger').map(({ json }) => json));
}

/** How an answering workflow ended for what a customer wrote: the output of its Parley node, and the item. */
export function answerOf(workflow: ActiveWorkflow, text: string): Promise<{ output: number; json: Json }> {
  return eventually(async () => {
    const executions = await workflow.executions();
    const run = executions.find((one) => itemsOf(one, 'Parley Trigger')[0]?.json.text === text);
    for (const output of Object.values(OUTPUT)) {
      const json = run && itemsOf(run, 'Parley', output)[0]?.json;
      if (json !== undefined) return { output, json };
    }
    return undefined;
  }, `the workflow has dealt with “${text}”`);
}
