import { GatewayProblem, GatewayUnreachable, type Message, type SendRequest } from '@parley/core/gateway-api';
import { type Deps, TOOL } from '../deps.ts';
import { fit, fitOrNull } from '../records/fit.ts';
import { outcomeFields } from '../records/message-row.ts';
import { statusName } from '../records/message-status.ts';
import type { FoundRow, NewRow } from '../salesforce/port.ts';
import { inParts, KEYS_PER_QUERY, quoteAll } from '../salesforce/soql.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import { idempotencyKey } from './queued-rows.ts';
import { readSendRequest } from './send-request.ts';

const OBJECT = 'WhatsApp_Message__c';
/** The code of a row that cannot be sent as it is filled in; decisions have their own codes. */
const INVALID_ROW = 'INVALID_REQUEST';

/** Problems that say nothing about the message: it stays queued and is asked for again with the same key. */
const LATER = new Set([401, 403, 408, 429, 500, 502, 503, 504]);

/**
 * Sends what reps have queued, in the order of creation, and writes the gateway's answer onto each row.
 * A row is asked for again until its answer is written: the key makes that one message. Returns the rows
 * that are still open because the gateway could not answer.
 */
export async function sendQueued(deps: Deps, rows: readonly FoundRow[]): Promise<FoundRow[]> {
  const answers: NewRow[] = [];
  let open: FoundRow[] = [];
  let trouble: unknown;
  for (const [at, row] of rows.entries()) {
    try {
      answers.push({ Id: row.Id, ...(await sendRow(deps, row)) });
    } catch (error) {
      if (!isTransient(error)) throw error;
      // Later rows wait too, so that nobody's second message goes before the first.
      open = rows.slice(at);
      trouble = error;
      break;
    }
  }
  await writeAnswers(deps, answers);
  if (trouble)
    deps.log('warn', 'Messages wait in Salesforce for the gateway.', {
      rows: open.length,
      why: String(trouble),
    });
  return open;
}

async function sendRow(deps: Deps, row: FoundRow): Promise<NewRow> {
  const read = readSendRequest(row, deps.defaultCountry);
  if (!read.ok) return refusedFields(INVALID_ROW, read.reason, read.remedy);
  try {
    const result = await deps.gateway.sendMessage(read.request, { idempotencyKey: idempotencyKey(row) });
    if (result.outcome === 'refused') {
      const { code, reason, remedy } = result.decision;
      return refusedFields(code, reason, remedy);
    }
    const { id, status, decision } = result.message;
    return {
      Parley_Message_Id__c: id,
      Status__c: statusName(status),
      Decision_Code__c: decision.code,
      Reason_Text__c: decision.verdict === 'send' ? null : fit(decision.reason, 4000),
      Remedy_Text__c: null,
      ...authorFields(read.request),
    };
  } catch (error) {
    if (!(error instanceof GatewayProblem) || isTransient(error)) throw error;
    const { code, detail, remedy, errors } = error.problem;
    const sent = code === 'IDEMPOTENCY_CONFLICT' ? await sentBefore(deps, row) : undefined;
    if (sent)
      return { Parley_Message_Id__c: sent.id, Status__c: statusName(sent.status), ...outcomeFields(sent) };
    const faults = (errors ?? []).map((fault) => `${fault.path}: ${fault.message}`);
    return refusedFields(code, [detail, ...faults].join(' '), remedy ?? null);
  }
}

/** The row was changed after it had been sent: the message that went is the one it named. */
async function sentBefore(deps: Deps, row: FoundRow): Promise<Message | undefined> {
  const target = await deps.gateway.getLink(TOOL, row.Id);
  const messageId = target?.items.find((item) => item.messageId !== null)?.messageId;
  return messageId ? deps.gateway.getMessage(messageId) : undefined;
}

/** Events may have been faster than the answer: a row that already has its message is left as it is. */
async function writeAnswers(deps: Deps, answers: readonly NewRow[]): Promise<void> {
  if (answers.length === 0) return;
  await deps.turn(async () => {
    const taken = new Set<string>();
    for (const part of inParts(answers, KEYS_PER_QUERY)) {
      const found = await deps.port.query(
        `SELECT Id FROM ${OBJECT} WHERE Parley_Message_Id__c != null AND Id IN ${quoteAll(part.map((row) => String(row.Id)))}`,
      );
      for (const row of found) taken.add(row.Id);
    }
    const rows = answers.filter((row) => !taken.has(String(row.Id)));
    const results = await writeRows(deps.patience, `Updating ${OBJECT}`, rows, (part) =>
      deps.port.update(OBJECT, part),
    );
    for (const [at, result] of results.entries())
      if (!result.ok)
        deps.log('error', 'Salesforce refuses the result of a message; it is asked for again.', {
          row: rows[at]?.Id,
          code: result.code,
        });
  });
}

function refusedFields(code: string, reason: string, remedy: string | null): NewRow {
  return {
    Status__c: 'Refused',
    Decision_Code__c: fit(code, 64),
    Reason_Text__c: fit(reason, 4000),
    Remedy_Text__c: fitOrNull(remedy, 4000),
  };
}

function authorFields({ sentBy }: SendRequest): NewRow {
  return { Author_Name__c: fitOrNull(sentBy?.name ?? sentBy?.actor, 120), Author_Tool__c: TOOL };
}

function isTransient(error: unknown): boolean {
  if (error instanceof GatewayUnreachable) return true;
  return error instanceof GatewayProblem && LATER.has(error.problem.status);
}
