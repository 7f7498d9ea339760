import * as z from 'zod';

/** An opaque id. */
export const Id = z.string().min(1).max(200);

/** A moment as ISO 8601; answers are always UTC. */
export const Instant = z.iso.datetime({ offset: true });

/** The page of a list: `cursor` is null on the last one. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), cursor: z.string().nullable() });
}

/** Query parameters of a paged list. */
export const Page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** A tool's name, as in `sentBy.tool`, links and tool state. */
export const ToolName = z
  .string()
  .min(1)
  .max(50)
  .regex(/^[a-z0-9][a-z0-9_.-]*$/, 'must be lower-case letters, digits, dots, dashes or underscores');

/** A link's key: the tool's own reference, opaque to the gateway. */
export const LinkKey = z.string().min(1).max(300);

export const Link = z
  .object({ tool: z.string(), key: z.string(), part: z.number().int() })
  .meta({ id: 'Link' });

/** A reference that comes with a new message. */
export const NewLink = z.strictObject({
  tool: ToolName,
  key: LinkKey,
  part: z.number().int().min(0).max(99).default(0),
});

/** Who wrote a message: a person, an automation or an AI, in which tool. */
export const SentBy = z
  .object({
    tool: z.string(),
    kind: z.enum(['person', 'automation', 'ai']),
    actor: z.string().nullable(),
    name: z.string().nullable(),
  })
  .meta({ id: 'SentBy' });

export const NewSentBy = z.strictObject({
  tool: ToolName.optional(),
  kind: z.enum(['person', 'automation', 'ai']).optional(),
  actor: z.string().max(200).optional(),
  name: z.string().max(200).optional(),
});

export const Purpose = z.enum(['service', 'utility', 'authentication', 'marketing']);

/** A language of the words: German or English. */
export const WordsLanguage = z.enum(['de', 'en']);

/** For a rule over several fields: it is asked beside the faults of single ones, so that an answer names every fault. */
export function besidesOthers({ value }: { readonly value: unknown }): boolean {
  return typeof value === 'object' && value !== null;
}
