import type { Contact, Conversation } from '@parley/core/gateway-api';
import { optInValue } from '../consent/opt-in.ts';
import type { NewRow } from '../salesforce/port.ts';
import { fit, fitOrNull } from './fit.ts';
import { type Person, personLookups, phoneOf, userIdOf } from './person.ts';

/** What was found out about the person behind a conversation. */
export type Match =
  | { readonly kind: 'linked'; readonly person: Person }
  | { readonly kind: 'ambiguous'; readonly note: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'no_number' };

const matchStatus: Readonly<Record<Match['kind'], string>> = {
  linked: 'Linked',
  ambiguous: 'Ambiguous',
  none: 'No match',
  no_number: 'No number',
};

/** The row that shows a conversation as the gateway has it. */
export function conversationRow(given: {
  conversation: Conversation;
  contact: Contact;
  match: Match;
}): NewRow {
  const { conversation, contact, match } = given;
  const phone = phoneOf(contact);
  const refusal = conversation.lastRefusal;
  return {
    Parley_Conversation_Id__c: conversation.id,
    Name: fit(contact.name ?? phone ?? 'WhatsApp user', 80),
    Conversation_Key__c: fit(
      `${conversation.from}:${phone?.replace('+', '') ?? userIdOf(contact) ?? contact.id}`,
      255,
    ),
    Parley_Contact_Id__c: contact.id,
    Customer_Phone__c: phone ?? null,
    Customer_User_Id__c: fitOrNull(userIdOf(contact), 128),
    Business_Number_Id__c: conversation.from,
    ...(match.kind === 'linked' ? personLookups(match.person) : {}),
    Match_Status__c: matchStatus[match.kind],
    Match_Note__c: match.kind === 'ambiguous' ? fit(match.note, 2000) : null,
    Last_Inbound_At__c: conversation.lastInboundAt,
    Last_Message_At__c: conversation.lastMessageAt,
    Window_Expires_At__c: conversation.window.closesAt,
    Conversation_Status__c: conversation.state === 'open' ? 'Open' : 'Resolved',
    Consent_Status__c: optInValue(contact.consent.marketing.state),
    Assignee_Name__c: fitOrNull(conversation.assignee?.name ?? conversation.assignee?.actor, 120),
    Assignee_Tool__c: fitOrNull(conversation.assignee?.tool, 40),
    Last_Refusal_At__c: refusal?.at ?? null,
    Last_Refusal_Code__c: refusal?.code ?? null,
    Last_Refusal_Text__c: refusal
      ? fit([refusal.reason, refusal.remedy].filter(Boolean).join(' '), 4000)
      : null,
    Last_Refusal_By__c: refusal
      ? fit([refusal.sentBy.name ?? refusal.sentBy.kind, refusal.sentBy.tool].join(', '), 160)
      : null,
  };
}
