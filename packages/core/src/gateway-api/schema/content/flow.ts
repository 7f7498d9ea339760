import * as z from 'zod';
import { contentLimits } from '../../../message/content-limits.ts';
import { AnyHeader, footer } from './frame.ts';
import { textUpTo } from './words.ts';

const limits = contentLimits.flow;
const reference = z.string().min(1).max(contentLimits.reference);

export const FlowContent = z
  .strictObject({
    type: z.literal('flow'),
    body: textUpTo(limits.body),
    button: textUpTo(limits.button)
      .refine((text) => !/\p{Extended_Pictographic}/u.test(text), 'must not contain emoji')
      .meta({ description: 'What stands on the button; no emoji.' }),
    flowId: reference.optional().meta({ description: 'Exactly one of flowId and flowName.' }),
    flowName: reference.optional(),
    flowToken: z
      .string()
      .min(1)
      .max(contentLimits.flowToken)
      .optional()
      .meta({ description: 'Comes back with the answer, so that it can be told whose it is.' }),
    flowAction: z.enum(['navigate', 'data_exchange']).optional().meta({
      description:
        'navigate (the default) opens `screen` with `data`; data_exchange asks the endpoint of the flow what to show.',
    }),
    screen: reference.optional().meta({ description: 'The first screen; with navigate only.' }),
    data: z
      .record(z.string(), z.unknown())
      .refine((data) => Object.keys(data).length > 0, 'must have a field at least; leave it out otherwise')
      .optional()
      .meta({ description: 'What the first screen is filled with; with navigate only.' }),
    mode: z
      .enum(['draft', 'published'])
      .optional()
      .meta({ description: 'draft sends a flow that is not published yet, for testing.' }),
    header: AnyHeader.optional(),
    footer,
  })
  .superRefine(({ flowId, flowName, flowAction, screen, data }, context) => {
    const fault = (field: string, message: string) =>
      context.addIssue({ code: 'custom', message, path: [field] });
    if ((flowId === undefined) === (flowName === undefined))
      fault('flowId', 'give exactly one of flowId and flowName');
    if (flowAction !== 'data_exchange') return;
    const words = 'goes with flowAction navigate only: with data_exchange the endpoint of the flow gives it';
    if (screen !== undefined) fault('screen', words);
    if (data !== undefined) fault('data', words);
  })
  .meta({ description: 'One button that opens a WhatsApp Flow.' });
