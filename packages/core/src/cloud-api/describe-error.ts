import type { MetaErrorCategory } from './meta-error.ts';

/** An error of Meta's in plain words, for the people who sent the message. */
export type ErrorDescription = {
  readonly code: number;
  readonly category: MetaErrorCategory;
  readonly retryable: boolean;
  readonly title: string;
  readonly explanation: string;
  readonly nextStep: string;
};

/** What a code means and what to do next; total, for codes never seen too. Meta's `details` are quoted. */
export function describeMetaError(
  code: number,
  _details: string | undefined,
  _language: 'de' | 'en',
): ErrorDescription {
  return { code, category: 'other', retryable: false, title: '', explanation: '', nextStep: '' };
}
