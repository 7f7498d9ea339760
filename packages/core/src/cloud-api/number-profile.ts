import * as z from 'zod';
import { present } from './webhook/reading.ts';

/** What customers see about the business when they tap its name. */
export type NumberProfile = {
  readonly about?: string;
  readonly address?: string;
  readonly description?: string;
  readonly email?: string;
  readonly websites?: readonly string[];
  /** The line of business in Meta's words: `RETAIL`, `HEALTH`, `PROF_SERVICES` ... */
  readonly vertical?: string;
};

const maybeText = z.string().nullish();

const Profile = z.object({
  about: maybeText,
  address: maybeText,
  description: maybeText,
  email: maybeText,
  websites: z.array(z.string()).nullish().catch(undefined),
  vertical: maybeText,
});

export const PROFILE_FIELDS = Object.keys(Profile.shape).join(',');

/** Reads the answer of Graph, a list with the one profile of the number. */
export const ReadProfile = z.object({ data: z.array(Profile).min(1) }).transform(
  ({ data: [profile] }): NumberProfile =>
    present({
      about: profile?.about || undefined,
      address: profile?.address || undefined,
      description: profile?.description || undefined,
      email: profile?.email || undefined,
      websites: profile?.websites?.length ? profile.websites : undefined,
      vertical: profile?.vertical || undefined,
    }),
);
