import * as z from 'zod';
import { contentLimits } from '../../../message/content-limits.ts';
import { textUpTo } from './words.ts';

export const LocationRequestContent = z
  .strictObject({
    type: z.literal('location_request'),
    body: textUpTo(contentLimits.locationRequest.body),
  })
  .meta({ description: 'Asks the customer for a location, with a button.' });

export const ContactRequestContent = z
  .strictObject({
    type: z.literal('contact_request'),
    body: textUpTo(contentLimits.contactRequest.body),
  })
  .meta({ description: 'Asks a customer whose number is hidden to share it, with a button.' });
