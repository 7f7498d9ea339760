import type { EventType } from '@parley/core/gateway-api';
import type { INodePropertyOptions } from 'n8n-workflow';

/** Every event the gateway tells; a type that core adds later fails the build here. */
const DESCRIPTIONS: Record<EventType, [name: string, description: string]> = {
  'alert.cleared': ['Alert Cleared', 'A condition that the gateway warned about is over'],
  'alert.raised': ['Alert Raised', 'The gateway warns about a condition'],
  'consent.changed': ['Consent Changed', 'A person agreed, refused or withdrew'],
  'contact.erased': ['Contact Erased', 'A person was erased; delete what your workflow kept of them'],
  'contact.merged': ['Contact Merged', 'Two contacts turned out to be one person'],
  'contact.updated': ['Contact Updated', 'Name, identities or attributes changed'],
  'conversation.updated': ['Conversation Updated', 'Assignee, state, tags or language changed'],
  'delivery.dead': ['Delivery Given Up', 'A subscription did not take an event'],
  'media.updated': ['Media Updated', 'A file of a message was saved, or could not be'],
  'message.created': ['Message Created', 'A message to a customer was taken, from any tool'],
  'message.imported': ['Message Imported', 'A message from before the connection was added'],
  'message.received': ['Message Received', 'A customer wrote'],
  'message.status': ['Message Status', 'A message was sent, delivered, read, or failed'],
  'message.unknown': ['Message Unknown', 'It stays open whether a message was sent'],
  'message.updated': ['Message Updated', 'A message was edited or revoked'],
  'number.updated': ['Number Updated', 'Quality, limits or state of a number changed'],
  'template.updated': ['Template Updated', 'Status or category of a template changed'],
  'window.closed': ['Window Closed', 'The 24 hours to answer freely are over'],
  'window.closing': ['Window Closing', 'Two hours are left to answer freely'],
  'window.opened': ['Window Opened', 'A customer wrote, so that free answers are possible'],
};

export const eventOptions: INodePropertyOptions[] = Object.entries(DESCRIPTIONS).map(
  ([value, [name, description]]) => ({ name, value, description }),
);
