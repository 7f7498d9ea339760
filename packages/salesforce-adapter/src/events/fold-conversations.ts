import { type Conversation, GatewayProblem } from '@parley/core/gateway-api';
import type { Deps } from '../deps.ts';
import type { FoundRow, NewRow } from '../salesforce/port.ts';
import { quote } from '../salesforce/soql.ts';
import { writeRows } from '../salesforce/write-rows.ts';

/** Said on the row that is left; what people linked to it stays there. */
const GOES_ON = 'This person was known twice: the conversation goes on in another record.';

/**
 * Puts the messages of conversations that became one with another at the gateway under the record that goes on. The
 * record that is left says so, and no longer looks open; a message that is sent from it reaches the customer still.
 */
export async function foldConversations(deps: Deps, contactId: string): Promise<void> {
  const rows = await deps.port.query(
    `SELECT Id, Parley_Conversation_Id__c FROM WhatsApp_Conversation__c WHERE Parley_Contact_Id__c = ${quote(contactId)}`,
  );
  for (const row of rows) {
    const conversation = await currentConversation(deps, String(row.Parley_Conversation_Id__c));
    const goesOn = rows.find((other) => other.Parley_Conversation_Id__c === conversation?.id);
    if (goesOn && goesOn.Id !== row.Id) await fold(deps, row, goesOn);
  }
}

async function fold(deps: Deps, left: FoundRow, goesOn: FoundRow): Promise<void> {
  const messages = await deps.port.query(
    `SELECT Id FROM WhatsApp_Message__c WHERE Conversation__c = ${quote(left.Id)}`,
  );
  const moved = messages.map(({ Id }) => ({ Id, Conversation__c: goesOn.Id }));
  await write(deps, 'WhatsApp_Message__c', moved);
  const ended = { Conversation_Status__c: 'Resolved', Window_Expires_At__c: null, Match_Note__c: GOES_ON };
  await write(deps, 'WhatsApp_Conversation__c', [{ Id: left.Id, ...ended }]);
}

async function write(deps: Deps, object: string, rows: readonly (NewRow & { Id: string })[]): Promise<void> {
  const results = await writeRows(deps.patience, `Updating ${object}`, rows, (part) =>
    deps.port.update(object, part),
  );
  for (const [at, result] of results.entries())
    if (!result.ok)
      deps.log('error', 'Salesforce refuses to join two conversations of one person.', {
        row: rows[at]?.Id,
        code: result.code,
      });
}

/** Under whatever id it is asked for, the gateway answers with the conversation that goes on. */
async function currentConversation(deps: Deps, id: string): Promise<Conversation | undefined> {
  try {
    return await deps.gateway.getConversation(id);
  } catch (error) {
    // The person was erased since; the erasure has its own event.
    if (error instanceof GatewayProblem && error.problem.status === 404) return undefined;
    throw error;
  }
}
