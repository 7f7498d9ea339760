import { errorCode } from './error-codes.ts';
import { english } from './error-words/english.ts';
import { german } from './error-words/german.ts';
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

/** Meta's own words are quoted up to here: they are a sentence or two, and end up in a chat or on a record. */
const DETAILS_LIMIT = 500;

/** What a code means and what to do next; total, for codes never seen too. Meta's `details` are quoted. */
export function describeMetaError(
  code: number,
  details: string | undefined,
  language: 'de' | 'en',
): ErrorDescription {
  const { category, topic } = errorCode(code);
  const [title, explanation, nextStep] = (language === 'de' ? german : english)[topic];
  return {
    code,
    category,
    retryable: isRetryable(code),
    title,
    explanation: quote(explanation, details, language),
    nextStep,
  };
}

/** Whether the same request may succeed later without anybody's doing. */
export function isRetryable(code: number): boolean {
  const { retry } = errorCode(code);
  return retry === 'backoff' || retry === 'wait';
}

function quote(explanation: string, details: string | undefined, language: 'de' | 'en'): string {
  const said = details?.trim().slice(0, DETAILS_LIMIT) ?? '';
  if (said === '') return explanation;
  return language === 'de' ? `${explanation} Meta sagt: „${said}“` : `${explanation} Meta says: “${said}”`;
}
