import { createHash, randomUUID } from 'node:crypto';
import type { IExecuteFunctions, ITaskMetadata } from 'n8n-workflow';

/** n8n keeps a node's metadata with the failed execution and hands it to the execution that retries it. */
type Metadata = ITaskMetadata & { parleyExecutionId?: string };

/** Enough of a hash to tell n8n instances and requests of one execution apart, and to keep the key readable. */
const DIGEST_LENGTH = 16;

/**
 * Names one item of one run of one node of one execution, so that whatever repeats it (Retry On Fail,
 * a second try after no answer, the Retry of a failed execution) is one message to the gateway.
 * Instance and workflow are part of it because execution numbers start at 1 in each n8n.
 */
export function idempotencyKeyFor(context: IExecuteFunctions, item: number, request: unknown): string {
  const node = context.getNode().id;
  // Retries of an agent's tool count as new runs; the same words in the same execution are the same message.
  const position = context.isToolExecution?.()
    ? `tool:${digest(JSON.stringify(request))}`
    : `${context.getWorkflowDataProxy(item).$runIndex}:${item}`;
  const home = digest(`${context.getInstanceId()}:${context.getWorkflow().id ?? ''}`);
  return `n8n:${home}:${executionOf(context)}:${node}:${position}`;
}

/** The id of the execution that met this node first. */
function executionOf(context: IExecuteFunctions): string {
  const known = (context.getExecuteData()?.metadata as Metadata | undefined)?.parleyExecutionId;
  if (known) return known;
  // Without an id nothing may be taken for a repetition of something else.
  const current = context.getExecutionId() || randomUUID();
  if (context.getExecuteData()) {
    const metadata: Metadata = { parleyExecutionId: current };
    context.setMetadata(metadata);
  }
  return current;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGEST_LENGTH);
}
