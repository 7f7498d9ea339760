import * as z from 'zod';
import { ConsentEvent } from './consent.ts';
import { ConsentText } from './consent-text.ts';
import { ConsentSummary, Contact, Erasure } from './contact.ts';
import { Conversation } from './conversation.ts';
import { Media } from './media.ts';
import { Message } from './message.ts';
import { Id, Instant, listOf, WordsLanguage } from './primitives.ts';
import { Task } from './task.ts';

export const ExportQuery = z.strictObject({
  cursor: z.string().max(200).optional().meta({
    description:
      'From `messages.cursor` of the page before; everything beside the messages is on every page.',
  }),
  format: z.enum(['json', 'html']).optional().meta({
    description: 'A page to read and print has all messages; left out, the Accept header decides.',
  }),
  language: WordsLanguage.optional().meta({ description: "Of the words; left out, the call's." }),
  limit: z.coerce.number().int().min(1).max(1000).default(1000).meta({ description: 'Messages on a page.' }),
});

/** Everything that the gateway holds about a person. */
export const ContactExport = z
  .object({
    exportedAt: Instant,
    contact: Contact,
    createdAt: Instant,
    mergedFrom: z.array(Id).meta({ description: 'Contacts that were found to be the same person.' }),
    consent: z.object({
      state: ConsentSummary,
      events: z.array(ConsentEvent),
      chain: z.object({ valid: z.boolean(), head: z.string().nullable() }),
    }),
    suppression: z
      .object({ since: Instant, liftedFor: z.array(z.string()) })
      .nullable()
      .meta({ description: 'Erased before under one of these identities, and not written to since.' }),
    conversations: z.array(Conversation),
    messages: listOf(Message),
    texts: z.array(ConsentText).meta({ description: 'The texts that the entries of the ledger name.' }),
    tasks: z.array(Task).meta({ description: 'What colleagues had to decide about this person.' }),
    media: z.array(Media).meta({ description: 'Files that the person sent, or was sent.' }),
    recipients: z.array(z.object({ kind: z.enum(['messenger', 'tool', 'address']), name: z.string() })).meta({
      description: 'Who gets the data: the messenger, tools, and addresses that events are sent to.',
    }),
    retention: z.object({
      bodiesDays: z.number().int().nullable(),
      decisionsDays: z.number().int(),
      eventsDays: z.number().int(),
    }),
    links: z.array(
      z.object({
        tool: z.string(),
        key: z.string(),
        part: z.number().int(),
        conversationId: Id,
        messageId: Id.nullable(),
      }),
    ),
    toolStates: z
      .array(z.object({ tool: z.string(), key: z.string(), value: z.unknown(), updatedAt: Instant }))
      .meta({ description: 'What tools keep for this person.' }),
    rawItems: z
      .array(z.object({ id: Id, field: z.string(), payload: z.unknown(), receivedAt: Instant }))
      .meta({ description: 'Webhook items about this person that Parley does not translate.' }),
    erasures: z.array(Erasure).meta({ description: 'Erasures that tools have still to report done.' }),
  })
  .meta({ id: 'ContactExport' });
