import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { startN8nEngine, type WorkflowRun } from '../support/n8n-engine.ts';
import type { Json, N8nItem, N8nRunData, N8nWorkflowJson } from '../support/n8n-types.ts';
import type { WebhookHandler } from '../support/n8n-webhooks.ts';

/** An execution as n8n's list shows it; `crashed` is one that was running when n8n ended. */
export type Execution = {
  id: string;
  workflowId: string;
  status: 'running' | 'crashed' | 'success' | 'error';
  items: N8nItem[];
  retryOf?: string;
  failure?: string;
  data?: N8nRunData;
};

export type ActiveInN8n = { json: N8nWorkflowJson; trigger: string; staticData?: Json };

type State = { workflows: ActiveInN8n[]; executions: Execution[] };

/**
 * n8n as a process that can be ended by force: the engine on a fixed port, its workflows, static data and executions in
 * a file, written before anything is answered. As in n8n, a start registers nothing again, and an execution that was
 * cut off is listed as crashed until a person retries it.
 */
const { OFFICE_PORT, OFFICE_PACKAGE, OFFICE_CREDENTIALS, OFFICE_STATE } = process.env as Record<
  string,
  string
>;

const state = readState();
for (const execution of state.executions) {
  if (execution.status === 'running') execution.status = 'crashed';
}
save();

const engine = await startN8nEngine({
  packageFolder: String(OFFICE_PACKAGE),
  credentials: JSON.parse(String(OFFICE_CREDENTIALS)),
  port: Number(OFFICE_PORT),
});
for (const workflow of state.workflows) await activate(workflow);

answer('POST /rest/workflows', async (body) => {
  const workflow = body as ActiveInN8n;
  await activate(workflow);
  state.workflows.push(workflow);
  save();
  return {};
});
answer('POST /rest/runs', async (body) => {
  const { json } = body as { json: N8nWorkflowJson };
  const execution = begin(String(json.id), []);
  end(execution, await engine.runWorkflow({ ...json, executionId: execution.id }));
  return execution;
});
answer('POST /rest/retries', async (body) => {
  const { executionId, json } = body as { executionId: string; json?: N8nWorkflowJson };
  const failed = state.executions.find(({ id }) => id === executionId);
  if (!failed) throw new Error(`There is no execution ${executionId}.`);
  const execution = begin(failed.workflowId, failed.items, failed.id);
  end(execution, await retry(failed, execution.id, json));
  return execution;
});
answer('GET /rest/state', async () => state);
console.log('n8n is ready');

function retry(failed: Execution, executionId: string, json?: N8nWorkflowJson): Promise<WorkflowRun> {
  const active = state.workflows.find((workflow) => workflow.json.id === failed.workflowId);
  if (active && !failed.data)
    return engine.startAgain(active.json, active.trigger, failed.items, executionId);
  const workflow = active?.json ?? json;
  if (!workflow || !failed.data) throw new Error(`Nothing is kept of execution ${failed.id}.`);
  const retryOf = { data: failed.data } as WorkflowRun;
  return engine.runWorkflow({ ...workflow, executionId, retryOf });
}

async function activate(workflow: ActiveInN8n): Promise<void> {
  await engine.activateWorkflow(workflow.json, workflow.trigger, {
    ...(workflow.staticData && { staticData: workflow.staticData }),
    saveStaticData(staticData) {
      workflow.staticData = staticData;
      save();
    },
    begin(items) {
      const execution = begin(String(workflow.json.id), items);
      return { executionId: execution.id, end: (run) => end(execution, run) };
    },
  });
}

function begin(workflowId: string, items: N8nItem[], retryOf?: string): Execution {
  const id = String(state.executions.length + 1);
  const execution: Execution = { id, workflowId, status: 'running', items, ...(retryOf && { retryOf }) };
  state.executions.push(execution);
  save();
  return execution;
}

function end(execution: Execution, run: WorkflowRun): void {
  execution.status = run.failure ? 'error' : 'success';
  if (run.failure) execution.failure = run.failure.message;
  execution.data = run.data;
  save();
}

function readState(): State {
  try {
    return JSON.parse(readFileSync(String(OFFICE_STATE), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { workflows: [], executions: [] };
  }
}

/** Whole or not at all: the process may be ended while it writes. */
function save(): void {
  writeFileSync(`${OFFICE_STATE}.new`, JSON.stringify(state));
  renameSync(`${OFFICE_STATE}.new`, String(OFFICE_STATE));
}

function answer(route: string, handle: (body: unknown) => Promise<unknown>): void {
  const handler: WebhookHandler = async (request, response) => {
    const body = JSON.stringify(await handle(request.body));
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    return true;
  };
  engine.webhooks.handlers.set(route, handler);
}
