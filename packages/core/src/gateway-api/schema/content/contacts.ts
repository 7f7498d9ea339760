import * as z from 'zod';
import { contentLimits } from '../../../message/content-limits.ts';
import { textUpTo } from './words.ts';

const field = textUpTo(contentLimits.contactField);
const word = field.optional();
const type = word.meta({ description: 'A label, such as HOME, WORK or CELL.' });

function entries<Entry extends z.ZodType>(entry: Entry) {
  return z.array(entry).max(contentLimits.contactEntries).optional();
}

const ContactCard = z.strictObject({
  name: z.strictObject({
    formattedName: field.meta({ description: 'The name that WhatsApp shows.' }),
    firstName: word,
    middleName: word,
    lastName: word,
    prefix: word,
    suffix: word,
  }),
  phones: entries(
    z.strictObject({
      phone: word,
      waId: z
        .string()
        .regex(/^\d{5,20}$/, 'must be the digits of a WhatsApp number, without +')
        .optional()
        .meta({ description: 'The digits of a WhatsApp number: the customer can write to it at once.' }),
      type,
    }),
  ),
  emails: entries(z.strictObject({ email: word, type })),
  addresses: entries(
    z.strictObject({
      street: word,
      city: word,
      state: word,
      zip: word,
      country: word,
      countryCode: word.meta({ description: 'Two letters, ISO 3166.' }),
      type,
    }),
  ),
  urls: entries(z.strictObject({ url: word, type })),
  org: z.strictObject({ company: word, department: word, title: word }).optional(),
  birthday: z.iso.date('must be a day, written YYYY-MM-DD').optional(),
});

export const ContactsContent = z
  .strictObject({
    type: z.literal('contacts'),
    contacts: z.array(ContactCard).min(1).max(contentLimits.contacts),
  })
  .meta({ description: 'Contacts that the customer can save.' });
