import { join } from 'node:path';
import { startFakeSalesforce } from '../support/fake-salesforce/index.ts';
import type { Processes } from '../support/processes.ts';
import type { Parley } from './parley.ts';

const METADATA = join(import.meta.dirname, '../../packages/salesforce-adapter/force-app/main/default');
const CLIENT_ID = 'parley-client-id';
const CLIENT_SECRET = 'parley-client-secret';

export type SalesforceOrg = Awaited<ReturnType<typeof openSalesforceOrg>>;

/** A strict Salesforce org with the adapter as a process in front of it, and a sales rep. */
export async function openSalesforceOrg(processes: Processes, parley: Parley) {
  const org = await startFakeSalesforce({
    metadata: METADATA,
    app: { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, username: 'parley.integration@org.example' },
  });
  const scopes = [
    'messages:send',
    'messages:read',
    'contacts:read',
    'consent:write',
    'templates:read',
    'tools:salesforce',
  ];
  const key = (await parley.call('POST', '/v1/keys', { name: 'Salesforce', tool: 'salesforce', scopes })) as {
    key: string;
  };
  const adapter = processes.add({
    name: 'salesforce-adapter',
    file: 'packages/salesforce-adapter/src/cli.ts',
    env: {
      PARLEY_URL: parley.url,
      PARLEY_API_KEY: key.key,
      SALESFORCE_LOGIN_URL: org.url,
      SALESFORCE_CLIENT_ID: CLIENT_ID,
      SALESFORCE_CLIENT_SECRET: CLIENT_SECRET,
      SALESFORCE_POLL_SECONDS: '1',
    },
    isUp: (output) => output.includes('The Salesforce adapter is ready'),
  });
  await adapter.start();
  const rep = org.addUser('Sabine Vertrieb');
  let requests = 0;
  const messages = () => org.all('WhatsApp_Message__c');
  return {
    org,
    adapter,
    rep,
    messages,
    conversationOf: (phone: string) =>
      org.all('WhatsApp_Conversation__c').find((row) => row.Customer_Phone__c === phone),
    addContact: (lastName: string, mobilePhone: string) =>
      org.create('Contact', { LastName: lastName, MobilePhone: mobilePhone }, rep).Id,
    /** The rep fills in a message on the page; answers with a look at its row. */
    queue(values: Record<string, unknown>) {
      requests += 1;
      const { Id } = org.create(
        'WhatsApp_Message__c',
        {
          Direction__c: 'Outbound',
          Status__c: 'Queued',
          Client_Request_Id__c: `request-${requests}`,
          ...values,
        },
        rep,
      );
      return () => messages().find((row) => row.Id === Id);
    },
    close: () => org.close(),
  };
}
