import type { Processes } from '../support/processes.ts';
import { openN8nOffice } from './n8n-office.ts';
import { startParley } from './parley.ts';
import { openSalesforceOrg } from './salesforce-org.ts';
import { openSlackOffice } from './slack-office.ts';

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** Everything at once: gateway, sandbox, bridge and adapter as processes, Slack, Salesforce and n8n around them. */
export async function setStage(processes: Processes) {
  const parley = await startParley(processes);
  const [slack, salesforce, n8n] = await Promise.all([
    openSlackOffice(processes, parley),
    openSalesforceOrg(processes, parley),
    openN8nOffice(processes, parley),
  ]);
  return {
    ...parley,
    slack,
    salesforce,
    n8n,
    /** Closes what does not run as a process; those are ended with their group. */
    async close(): Promise<void> {
      await Promise.all([n8n.close(), slack.close(), salesforce.close()]);
    },
  };
}
