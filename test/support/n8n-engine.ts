import { credentialsHelper, type N8nCredentials } from './n8n-credentials.ts';
import { loadNodeTypes, START_NODE } from './n8n-node-types.ts';
import { requireFromN8nNodes } from './n8n-package.ts';
import type {
  Json,
  N8nFailure,
  N8nItem,
  N8nNode,
  N8nRunData,
  N8nWorkflow,
  N8nWorkflowJson,
} from './n8n-types.ts';
import { startWebhookServer } from './n8n-webhooks.ts';

type Construct<T> = new (...args: unknown[]) => T;
type Executor = {
  processRunExecutionData(workflow: N8nWorkflow): Promise<{ data: N8nRunData; status: string }>;
};

const core = requireFromN8nNodes('n8n-core') as {
  WorkflowExecute: Construct<Executor>;
  ExecutionLifecycleHooks: Construct<unknown>;
  HookContext: Construct<unknown>;
  WebhookContext: Construct<unknown>;
  LoadOptionsContext: Construct<unknown>;
};
const { Workflow, createRunExecutionData } = requireFromN8nNodes('n8n-workflow') as {
  Workflow: Construct<N8nWorkflow>;
  createRunExecutionData(options: Json): N8nRunData;
};

export type RunRequest = N8nWorkflowJson & {
  /** Items of the start node; one empty item unless told. */
  items?: Json[];
  executionId?: string;
  /** A failed run to take up again, as the editor's Retry does: the engine's own data goes on. */
  retryOf?: WorkflowRun;
};

export type WorkflowRun = {
  status: string;
  failure: N8nFailure | undefined;
  /** Items of one output of a node's last run. */
  output(node: string, index?: number): N8nItem[];
  data: N8nRunData;
};

/** Keeps an active workflow over the end of the process, as n8n's database does. */
export type WorkflowKeeper = {
  /** What the trigger kept the last time; a workflow that has some is not registered at the gateway again. */
  staticData?: Json;
  saveStaticData(staticData: Json): void;
  /** Keeps what starts an execution before the webhook is answered; answers with what keeps its end. */
  begin(items: N8nItem[]): { executionId: string; end(run: WorkflowRun): void };
};

export type ActiveWorkflow = {
  /** The executions the trigger has started, oldest first. */
  runs: WorkflowRun[];
  webhookUrl: string;
  staticData: Json;
  /** Registers the trigger again, as n8n does when it is activated: checkExists, then create. */
  activate(): Promise<void>;
  deactivate(): Promise<void>;
};

export type N8nEngine = Awaited<ReturnType<typeof startN8nEngine>>;

/**
 * n8n's own engine (n8n-core) around a built package: it runs workflows, registers triggers, receives
 * their webhooks over HTTP and answers what the editor asks.
 */
export async function startN8nEngine(options: {
  packageFolder: string;
  credentials: N8nCredentials;
  /** Of the webhook server; any free one unless told. */
  port?: number;
}) {
  const { nodeTypes, credentialTypes } = await loadNodeTypes(options.packageFolder);
  const webhooks = await startWebhookServer(options.port);
  let executions = 0;

  function makeWorkflow(json: N8nWorkflowJson, staticData?: Json): N8nWorkflow {
    const { id = 'wf1', name = 'Order updates', settings } = json;
    return new Workflow({
      id,
      name,
      nodes: structuredClone(json.nodes),
      connections: json.connections,
      active: true,
      nodeTypes,
      staticData,
      settings: { executionOrder: 'v1', ...settings },
    });
  }

  function additionalData(workflow: N8nWorkflow, executionId?: string): Json {
    return {
      credentialsHelper: credentialsHelper(credentialTypes, options.credentials),
      executionId,
      hooks: new core.ExecutionLifecycleHooks('trigger', executionId ?? '', workflow),
      currentNodeExecutionIndex: 0,
      instanceBaseUrl: `${webhooks.url}/`,
      webhookBaseUrl: `${webhooks.url}/webhook`,
      webhookTestBaseUrl: `${webhooks.url}/webhook-test`,
      webhookWaitingBaseUrl: `${webhooks.url}/webhook-waiting`,
      formWaitingBaseUrl: `${webhooks.url}/form-waiting`,
      variables: {},
      workflowId: workflow.id,
    };
  }

  async function execute(
    workflow: N8nWorkflow,
    mode: string,
    data: N8nRunData,
    id: string,
  ): Promise<WorkflowRun> {
    const executor = new core.WorkflowExecute(additionalData(workflow, id), mode, data);
    const run = await executor.processRunExecutionData(workflow);
    const { runData, error } = run.data.resultData;
    return {
      status: run.status,
      failure: error,
      data: run.data,
      output: (node, index = 0) => runData[node]?.at(-1)?.data?.main?.[index] ?? [],
    };
  }

  function startingAt(node: N8nNode, items: N8nItem[]): N8nRunData {
    const nodeExecutionStack = [{ node, data: { main: [items] }, source: null }];
    return createRunExecutionData({ executionData: { nodeExecutionStack } });
  }

  return {
    nodeTypes,
    credentialTypes,

    async runWorkflow(request: RunRequest): Promise<WorkflowRun> {
      const workflow = makeWorkflow(request);
      const id = request.executionId ?? String(++executions);
      if (request.retryOf) return execute(workflow, 'retry', dataForRetry(request.retryOf, workflow), id);
      const start = request.nodes.find(({ type }) => type === START_NODE);
      if (!start) throw new Error(`The workflow has no ${START_NODE} node.`);
      const items = (request.items ?? [{}]).map((json, item) => ({ json, pairedItem: { item } }));
      return execute(workflow, 'trigger', startingAt(start, items), id);
    },

    /** Goes on from what started an execution that never ended, as Retry does when nothing else was kept. */
    async startAgain(json: N8nWorkflowJson, triggerName: string, items: N8nItem[], id: string) {
      const workflow = makeWorkflow(json);
      const node = workflow.getNode(triggerName);
      if (!node) throw new Error(`The workflow has no node "${triggerName}".`);
      return execute(workflow, 'retry', startingAt(node, items), id);
    },

    /**
     * Registers the workflow's trigger at the gateway; each accepted webhook then runs the workflow. With a keeper the
     * webhook is answered once its execution is kept, and a start after a crash calls nothing, as in n8n itself.
     */
    async activateWorkflow(
      json: N8nWorkflowJson,
      triggerName: string,
      keeper?: WorkflowKeeper,
    ): Promise<ActiveWorkflow> {
      const workflow = makeWorkflow(json, keeper?.staticData);
      const node = workflow.getNode(triggerName);
      const type = node && nodeTypes.getByName(node.type);
      const description = type?.description.webhooks?.[0];
      if (!node || !type?.webhook || !description) throw new Error(`${triggerName} takes no webhooks.`);
      const { webhook, webhookMethods } = type;
      const path = `/webhook/${node.webhookId}/${description.path}`;
      const runs: WorkflowRun[] = [];
      const hook = (method: 'checkExists' | 'create' | 'delete', activation: string) => {
        const data = additionalData(workflow);
        const context = new core.HookContext(workflow, node, data, 'trigger', activation, {
          webhookDescription: description,
        });
        return webhookMethods?.default[method].call(context);
      };
      const listen = () => {
        webhooks.handlers.set(`POST ${path}`, async (httpRequest, httpResponse) => {
          const data = { ...additionalData(workflow), httpRequest, httpResponse };
          const webhookData = { webhookDescription: description, path, node: node.name };
          const context = new core.WebhookContext(workflow, node, data, 'webhook', webhookData, [], null);
          const answer = (await webhook.call(context)) as {
            workflowData?: N8nItem[][];
            noWebhookResponse?: boolean;
          };
          keeper?.saveStaticData(workflow.staticData);
          if (answer.workflowData) {
            const items = answer.workflowData[0] ?? [];
            const kept = keeper?.begin(items);
            const id = kept?.executionId ?? String(++executions);
            const run = execute(workflow, 'webhook', startingAt(node, items), id);
            if (kept) void run.then(kept.end);
            else runs.push(await run);
          }
          return answer.noWebhookResponse === true;
        });
      };
      const activate = async () => {
        if (!(await hook('checkExists', 'activate'))) await hook('create', 'activate');
        keeper?.saveStaticData(workflow.staticData);
        listen();
      };
      if (keeper?.staticData) listen();
      else await activate();
      return {
        runs,
        webhookUrl: webhooks.url + path,
        staticData: workflow.getStaticData('node', node),
        activate,
        deactivate: async () => {
          webhooks.handlers.delete(`POST ${path}`);
          await hook('delete', 'deactivate');
        },
      };
    },

    /** What the editor asks while a node is being filled in: a search list or the fields of a mapper. */
    async askForEditor(
      kind: 'listSearch' | 'resourceMapping',
      method: string,
      node: N8nNode,
      ...args: unknown[]
    ) {
      const workflow = makeWorkflow({ nodes: [node], connections: {} });
      const data = { ...additionalData(workflow), currentNodeParameters: node.parameters };
      const context = new core.LoadOptionsContext(workflow, workflow.getNode(node.name), data, '');
      const found = nodeTypes.getByName(node.type).methods?.[kind]?.[method];
      if (!found) throw new Error(`${node.type} has no ${kind} method "${method}".`);
      return (await found.call(context, ...args)) as Json;
    },

    /** The server that takes webhooks, for what else n8n answers there. */
    webhooks,
    close: webhooks.close,
  };
}

/** What n8n's Retry does to the data of the failed run before it goes on with it. */
function dataForRetry(run: WorkflowRun, workflow: N8nWorkflow): N8nRunData {
  const data = structuredClone(run.data) as N8nRunData & {
    executionData: { nodeExecutionStack: { node: N8nNode }[] };
  };
  const { resultData } = data;
  delete resultData.error;
  const last = resultData.lastNodeExecuted;
  if (last && resultData.runData[last]?.at(-1)?.error) resultData.runData[last].pop();
  for (const entry of data.executionData.nodeExecutionStack) {
    entry.node = workflow.getNode(entry.node.name) ?? entry.node;
  }
  return data;
}
