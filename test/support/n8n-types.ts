/** The little of n8n's own types that the tests touch; n8n-workflow is installed for its package alone. */
export type Json = Record<string, unknown>;

export type N8nItem = { json: Json; pairedItem?: { item: number }; error?: Error };

export type N8nNode = {
  id: string;
  name: string;
  type: string;
  typeVersion: number;
  position: [number, number];
  parameters: Json;
  webhookId?: string;
  credentials?: Record<string, { id: string; name: string }>;
  onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
  retryOnFail?: boolean;
  maxTries?: number;
  waitBetweenTries?: number;
};

export type N8nConnections = Record<
  string,
  Record<string, ({ node: string; type: string; index: number }[] | null)[]>
>;

export type N8nWorkflowJson = {
  id?: string;
  name?: string;
  nodes: N8nNode[];
  connections: N8nConnections;
  settings?: Json;
};

export type N8nFailure = Error & {
  description?: string | null;
  httpCode?: string | null;
  context?: Json;
};

type TaskData = { data?: { main?: (N8nItem[] | null)[] }; error?: N8nFailure; hints?: Json[] };

export type N8nRunData = {
  resultData: { runData: Record<string, TaskData[]>; error?: N8nFailure; lastNodeExecuted?: string };
};

/** A Workflow of n8n-workflow, as far as the tests call it. */
export type N8nWorkflow = {
  id: string;
  nodes: Record<string, N8nNode>;
  staticData: Json;
  getStaticData(type: 'node' | 'global', node: N8nNode): Json;
  getNode(name: string): N8nNode | null;
  expression: {
    getSimpleParameterValue(
      node: N8nNode,
      value: unknown,
      mode: string,
      keys: Json,
      executeData?: unknown,
      fallback?: unknown,
    ): unknown;
  };
};

type Method = (this: unknown, ...args: unknown[]) => Promise<unknown>;

export type N8nNodeType = {
  description: Json & {
    name: string;
    properties: Json[];
    webhooks?: { name: string; httpMethod: string; path: string }[];
    iconUrl?: { light: string; dark: string };
    codex?: Json;
  };
  execute?: Method;
  webhook?: Method;
  webhookMethods?: { default: Record<'checkExists' | 'create' | 'delete', Method> };
  methods?: { listSearch?: Record<string, Method>; resourceMapping?: Record<string, Method> };
};

export type N8nCredentialType = {
  name: string;
  displayName: string;
  properties: Json[];
  authenticate: { type: 'generic'; properties: { headers: Record<string, string> } };
  test: { request: { baseURL: string; url: string } };
};
