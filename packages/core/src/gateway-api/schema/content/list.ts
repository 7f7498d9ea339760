import * as z from 'zod';
import { contentLimits } from '../../../message/content-limits.ts';
import { footer, TextHeader } from './frame.ts';
import { isUnique, textUpTo } from './words.ts';

const limits = contentLimits.list;

const Row = z.strictObject({
  id: textUpTo(limits.rowId).meta({ description: 'Comes back as the payload of the choice.' }),
  title: textUpTo(limits.rowTitle),
  description: textUpTo(limits.rowDescription).optional(),
});

const Section = z.strictObject({
  title: textUpTo(limits.sectionTitle)
    .optional()
    .meta({ description: 'Required as soon as there is more than one section.' }),
  rows: z.array(Row).min(1).max(limits.rows),
});

const Sections = z
  .array(Section)
  .min(1)
  .max(limits.sections)
  .superRefine((sections, context) => {
    const rows = sections.flatMap((section) => section.rows);
    const fault = (message: string, path: (string | number)[] = []) =>
      context.addIssue({ code: 'custom', message, path });
    if (rows.length > limits.rows)
      fault(`may have ${limits.rows} rows in all; there are ${rows.length} (over all sections)`);
    if (!isUnique(rows.map(({ id }) => id))) fault('every row needs its own id, over all sections');
    if (sections.length === 1) return;
    for (const [index, { title }] of sections.entries())
      if (title === undefined) fault('is required when there is more than one section', [index, 'title']);
  });

export const ListContent = z
  .strictObject({
    type: z.literal('list'),
    body: textUpTo(limits.body),
    button: textUpTo(limits.button).meta({ description: 'What stands on the button that opens the list.' }),
    sections: Sections.meta({ description: 'At most ten rows in all.' }),
    header: TextHeader.optional(),
    footer,
  })
  .meta({ description: 'A list of rows that opens with a tap.' });
