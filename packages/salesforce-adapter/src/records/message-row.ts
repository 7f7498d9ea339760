import type { Message } from '@parley/core/gateway-api';
import type { NewRow } from '../salesforce/port.ts';
import { fit, fitOrNull } from './fit.ts';
import { mayFollow, statusName } from './message-status.ts';
import { contentText } from './message-text.ts';
import { type Person, personLookups } from './person.ts';

const authorKinds = { person: 'Person', automation: 'Automation', ai: 'AI' } as const;

/** Where a message row belongs. */
export type MessagePlace = {
  readonly person: Person | undefined;
  readonly customerName: string | null;
};

/**
 * The row of a message as the gateway has it. `shownStatus` is what the row shows now: a status that would go
 * backwards is left out, with everything that belongs to it.
 */
export function messageRow(
  message: Message,
  place: MessagePlace,
  shownStatus: string | undefined,
  templateBody: string | undefined,
): NewRow {
  const status = statusName(message.status);
  const author = message.sentBy;
  const ownKind = author ? authorKinds[author.kind] : null;
  const template = message.content.type === 'template' ? message.content : undefined;
  return {
    Parley_Message_Id__c: message.id,
    ...(message.wamid ? { Wamid__c: message.wamid } : {}),
    Conversation__r: { Parley_Conversation_Id__c: message.conversationId },
    ...(place.person ? personLookups(place.person) : {}),
    Business_Number_Id__c: message.from,
    Direction__c: message.direction === 'inbound' ? 'Inbound' : 'Outbound',
    Type__c: fit(message.content.type, 40),
    Body__c: fit(contentText(message, templateBody), 32_768),
    Occurred_At__c: message.createdAt,
    Author_Name__c: fitOrNull(
      message.direction === 'inbound' ? place.customerName : (author?.name ?? author?.actor),
      120,
    ),
    Author_Tool__c: fitOrNull(message.direction === 'inbound' ? 'whatsapp' : author?.tool, 40),
    Author_Kind__c: message.direction === 'inbound' ? 'Customer' : ownKind,
    ...(template ? templateFields(template) : {}),
    ...(mayFollow(shownStatus, status) ? { Status__c: status, ...outcomeFields(message) } : {}),
  };
}

/** Decision, error and the times of the ticks. */
export function outcomeFields(message: Message): NewRow {
  const { decision, error } = message;
  const explained = decision && decision.verdict !== 'send' ? decision : undefined;
  return {
    Decision_Code__c: decision?.code ?? null,
    Reason_Text__c: fitOrNull(error?.explanation ?? explained?.reason, 4000),
    Remedy_Text__c: fitOrNull(error?.nextStep ?? explained?.remedy, 4000),
    Error_Code__c: fitOrNull(error?.code, 40),
    Error_Text__c: fitOrNull(error?.title, 4000),
    Sent_At__c: firstTime(message, ['sent', 'delivered', 'read', 'played']),
    Delivered_At__c: firstTime(message, ['delivered', 'read', 'played']),
    Read_At__c: firstTime(message, ['read', 'played']),
  };
}

function templateFields(template: Message['content']): NewRow {
  const { name, language, variables } = template;
  return {
    Template_Name__c: typeof name === 'string' ? fit(name, 255) : null,
    Template_Language__c: typeof language === 'string' ? language : null,
    Template_Variables__c: variables ? fit(JSON.stringify(variables), 32_768) : null,
  };
}

// Meta may leave out "delivered" before "read": the first report that implies a step tells its time.
function firstTime(message: Message, statuses: readonly string[]): string | null {
  const times = message.statuses.filter((entry) => statuses.includes(entry.status)).map((entry) => entry.at);
  return times.sort()[0] ?? null;
}
