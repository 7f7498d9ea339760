import { fileURLToPath } from 'node:url';

/** A program that the supervisor runs as a process of its own. */
export type Program = {
  readonly name: 'gateway' | 'sandbox' | 'slack' | 'salesforce';
  readonly title: string;
  readonly file: string;
  /** Programs of other packages know nothing of supervisors; what ties them to us is loaded before them. */
  readonly preload: boolean;
  readonly env: NodeJS.ProcessEnv;
};

/** An adapter: a program that needs a key of its own, with these scopes. */
export type Adapter = Program & {
  readonly scopes: readonly string[];
  /** Reads its settings, says what is wrong with them, and ends. */
  readonly checkFile: string;
};

const isSource = import.meta.url.endsWith('.ts');

function fileOf(packageName: string, path: string): string {
  const built = isSource ? `src/${path}.ts` : `dist/${path}.js`;
  return fileURLToPath(new URL(`../../../${packageName}/${built}`, import.meta.url));
}

/** The file that ties a program to its supervisor. */
export const preloadFile = new URL(isSource ? './preload.ts' : './preload.js', import.meta.url).href;

export function gatewayProgram(env: NodeJS.ProcessEnv, startKey: string): Program {
  const file = fileOf('gateway', 'cli/gateway');
  const own = { ...without(env, /^(SLACK|SALESFORCE)_/), PARLEY_START_KEY: startKey };
  return { name: 'gateway', title: 'The gateway', file, preload: false, env: own };
}

/** The sandbox stands in for Meta while there is no access token. */
export function sandboxProgram(env: NodeJS.ProcessEnv): Program | undefined {
  if (env.WHATSAPP_ACCESS_TOKEN?.trim()) return undefined;
  const own = without(env, /^(SLACK|SALESFORCE)_|^PARLEY_(API|SECRET)_KEY$/);
  return { name: 'sandbox', title: 'The sandbox', file: fileOf('sandbox', 'cli'), preload: true, env: own };
}

const everyAdapter = ['messages:send', 'messages:read', 'contacts:read', 'templates:read'];

/** The adapters whose settings are present; none of them sees Meta's credentials or our secret key. */
export function adapterPrograms(env: NodeJS.ProcessEnv): readonly Adapter[] {
  const own = without(env, /^WHATSAPP_|^PARLEY_(API|SECRET)_KEY$|^PARLEY_DATABASE_URL$/);
  const adapters: Adapter[] = [];
  if (env.SLACK_BOT_TOKEN?.trim())
    adapters.push({
      name: 'slack',
      title: 'The Slack bridge',
      file: fileOf('slack-bridge', 'cli'),
      checkFile: fileOf('slack-bridge', 'check-settings'),
      preload: true,
      env: without(own, /^SALESFORCE_/),
      scopes: [...everyAdapter, 'consent:write', 'tools:slack'],
    });
  if (env.SALESFORCE_CLIENT_ID?.trim())
    adapters.push({
      name: 'salesforce',
      title: 'The Salesforce adapter',
      file: fileOf('salesforce-adapter', 'cli'),
      checkFile: fileOf('salesforce-adapter', 'check-settings'),
      preload: true,
      env: without(own, /^SLACK_/),
      scopes: [...everyAdapter, 'consent:write', 'tools:salesforce'],
    });
  return adapters;
}

function without(env: NodeJS.ProcessEnv, names: RegExp): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.test(name)));
}
