import * as z from 'zod';
import { contentLimits } from '../../../message/content-limits.ts';
import { textUpTo } from './words.ts';

const { latitude, longitude, place } = contentLimits;

export const LocationContent = z
  .strictObject({
    type: z.literal('location'),
    latitude: z.number().min(-latitude).max(latitude).meta({ description: 'Degrees.' }),
    longitude: z.number().min(-longitude).max(longitude).meta({ description: 'Degrees.' }),
    name: textUpTo(place).optional(),
    address: textUpTo(place).optional().meta({ description: 'Shown beside a name only.' }),
  })
  .meta({ description: 'A place on the map.' });
