/** What the people at the console need to know once everything runs. */
export type Running = {
  readonly gatewayUrl: string;
  readonly phonePageUrl: string | undefined;
  readonly madeApiKey: string | undefined;
  readonly hasOwnKey: boolean;
  readonly dataDir: string;
  readonly adapters: readonly string[];
  /** Set up, but not with settings that they can be started with; what is wrong is told below. */
  readonly unfit: readonly string[];
};

/** The start message: where everything is, and what to do next. */
export function welcome(running: Running): string {
  const rows: [string, string][] = [['Gateway', `${running.gatewayUrl}   (every call: /openapi.json)`]];
  if (running.phonePageUrl) rows.push(['Phone page', `${running.phonePageUrl}   (play the customer)`]);
  rows.push(['API key', keyWords(running)]);
  rows.push(['Data', running.dataDir]);
  rows.push(['Slack', adapterWords(running, 'slack', 'SLACK_BOT_TOKEN')]);
  rows.push(['Salesforce', adapterWords(running, 'salesforce', 'SALESFORCE_CLIENT_ID')]);
  const table = rows.map(([name, value]) => `  ${name.padEnd(12)}${value}`).join('\n');
  return `\nParley is running.\n\n${table}\n\n${nextWords(running)}\n`;
}

function adapterWords({ adapters, unfit }: Running, name: string, variable: string): string {
  if (adapters.includes(name)) return 'on';
  if (unfit.includes(name)) return 'off, its settings are wrong: see below; correct them and start again';
  return `off, set ${variable} to connect it`;
}

function keyWords({ madeApiKey, hasOwnKey }: Running): string {
  if (hasOwnKey) return 'the one in PARLEY_API_KEY';
  if (madeApiKey !== undefined) return `${madeApiKey}   (made now and shown only this once: keep it)`;
  return 'as shown at the first start (lost? set PARLEY_API_KEY to a text of at least 32 characters)';
}

function nextWords({ phonePageUrl, gatewayUrl }: Running): string {
  const first = phonePageUrl
    ? `  Next: open the phone page and write a message, or run "npm run demo" for a short tour.\n  No Meta account is needed for that; set WHATSAPP_ACCESS_TOKEN once you have one.`
    : `  Next: enter <your public address>/webhooks/whatsapp as the webhook of the Meta app; it must lead to ${gatewayUrl}.`;
  return `${first}\n  Ctrl+C ends everything.`;
}
