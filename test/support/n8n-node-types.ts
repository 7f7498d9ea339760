import { requireFromN8nNodes } from './n8n-package.ts';
import type { N8nCredentialType, N8nItem, N8nNodeType } from './n8n-types.ts';

const { PackageDirectoryLoader } = requireFromN8nNodes('n8n-core') as {
  PackageDirectoryLoader: new (
    folder: string,
  ) => {
    packageName: string;
    loadAll(): Promise<void>;
    nodeTypes: Record<string, { type: N8nNodeType }>;
    credentialTypes: Record<string, { type: N8nCredentialType }>;
  };
};

/** Starts a workflow by hand with the items it is given. */
export const START_NODE = 'test.start';
/** Hands on what arrives. */
export const PASS_NODE = 'test.pass';
/** Calls every connected tool once with the arguments of each item, as an AI agent does. */
export const AGENT_NODE = 'test.agent';

const base = { group: ['transform'], version: 1, defaults: {}, properties: [] };

const testNodeTypes: Record<string, N8nNodeType> = {
  [START_NODE]: passing({ ...base, name: 'start', group: ['trigger'], inputs: [], outputs: ['main'] }),
  [PASS_NODE]: passing({ ...base, name: 'pass', inputs: ['main'], outputs: ['main'] }),
  [AGENT_NODE]: {
    description: { ...base, name: 'agent', inputs: ['main', 'ai_tool'], outputs: ['main'] },
    async execute() {
      const context = this as AgentContext;
      const tools = await context.getInputConnectionData('ai_tool', 0);
      const answers: N8nItem[] = [];
      for (const [item, { json }] of context.getInputData().entries()) {
        for (const tool of tools) {
          const answer = String(await tool.invoke(json));
          answers.push({ json: { tool: tool.name, answer: JSON.parse(answer) }, pairedItem: { item } });
        }
      }
      return [answers];
    },
  },
};

type AgentContext = {
  getInputData(): N8nItem[];
  getInputConnectionData(
    type: string,
    item: number,
  ): Promise<{ name: string; invoke(args: unknown): Promise<unknown> }[]>;
};

function passing(description: N8nNodeType['description']): N8nNodeType {
  return {
    description,
    async execute() {
      return [(this as AgentContext).getInputData()];
    },
  };
}

/** Loads a built package with n8n's own loader, and adds the three node types the tests need around it. */
export async function loadNodeTypes(packageFolder: string) {
  const loader = new PackageDirectoryLoader(packageFolder);
  await loader.loadAll();
  const nodes = new Map(Object.entries(testNodeTypes));
  for (const [name, { type }] of Object.entries(loader.nodeTypes)) {
    nodes.set(`${loader.packageName}.${name}`, type);
    nodes.set(`${loader.packageName}.${name}Tool`, asTool(type));
  }
  const find = (name: string): N8nNodeType => {
    const type = nodes.get(name);
    if (!type) throw new Error(`No node type "${name}" is loaded.`);
    return type;
  };
  return {
    nodeTypes: { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) },
    credentialTypes: Object.fromEntries(
      Object.entries(loader.credentialTypes).map(([name, { type }]) => [name, type]),
    ),
  };
}

/** What n8n makes of a node with usableAsTool: the same code, connected to an agent instead of to items. */
function asTool(type: N8nNodeType): N8nNodeType {
  const tool = Object.create(type) as N8nNodeType;
  tool.description = { ...type.description, inputs: [], outputs: ['ai_tool'] };
  return tool;
}
