import * as z from 'zod';
import { taskAnswers, taskKinds } from '../../consent/task.ts';
import { Id, Instant, Page, ToolName } from './primitives.ts';

/** Something that a person has to look at; as long as it is open, marketing rests. */
export const OpenTask = z
  .object({
    id: Id,
    kind: z.enum(taskKinds),
    messageId: Id.meta({ description: 'The message that has to be read.' }),
    createdAt: Instant,
    dueAt: Instant.nullable().meta({
      description: 'By when the person must have an answer; a claim under the GDPR: one month (art. 12(3)).',
    }),
  })
  .meta({ id: 'OpenTask' });

/** A task with its words: what is asked, what was written, and which answers there are. */
export const Task = OpenTask.extend({
  state: z.enum(['open', 'closed']),
  contactId: Id,
  conversationId: Id,
  question: z.string(),
  text: z.string().nullable().meta({ description: "The person's own words; null once they are erased." }),
  answers: z.array(z.object({ answer: z.enum(taskAnswers), label: z.string(), effect: z.string() })),
  overdue: z.boolean(),
  answer: z.enum(taskAnswers).nullable(),
  note: z.string().nullable(),
  closedAt: Instant.nullable(),
  closedBy: z
    .object({ tool: z.string().nullable(), actor: z.string().nullable(), name: z.string().nullable() })
    .nullable(),
}).meta({ id: 'Task' });

export const TaskFilter = z.strictObject({
  ...Page,
  state: z.enum(['open', 'closed']).optional(),
  kind: z.enum(taskKinds).optional(),
  contact: Id.optional(),
  overdue: z.stringbool().optional().meta({ description: 'only those that are due already, or not yet' }),
});

export const TaskAnswer = z.strictObject({
  answer: z.enum(taskAnswers),
  note: z.string().min(1).max(1000).optional(),
  answeredBy: z
    .strictObject({
      tool: ToolName.optional(),
      actor: z.string().max(200).optional(),
      name: z.string().max(200).optional(),
    })
    .optional(),
});
