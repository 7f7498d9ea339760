import { describeMetaError } from '@parley/core/cloud-api';
import type { MessageError } from '@parley/core/gateway-api';
import { describeDecision } from '@parley/core/policy';
import { readStoredDecision } from '../policy/stored-decision.ts';
import { gatewayErrorWords, isGatewayErrorCode } from './gateway-error-words.ts';

/** Why a message was not sent, as it is kept in `message.error` and `message_status.error`: codes, no words. */
export type StoredError = {
  readonly source: 'policy' | 'meta' | 'gateway';
  /** A decision's code, Meta's number, or one of the gateway's own. */
  readonly code: string;
  /** Meta's own words. */
  readonly details?: string;
};

export function storeError(error: StoredError): string {
  return JSON.stringify(error);
}

/** The error in words. `decision` is the one stored with the message, which words a refusal of the rules. */
export function viewMessageError(
  stored: string | null,
  decision: string | null,
  language: 'de' | 'en',
): MessageError | null {
  if (stored === null) return null;
  const error: StoredError = JSON.parse(stored);
  switch (error.source) {
    case 'meta':
      return metaError(error, language);
    case 'policy':
      return policyError(error, decision, language);
    case 'gateway':
      return gatewayError(error, language);
  }
}

function metaError(error: StoredError, language: 'de' | 'en'): MessageError {
  const { title, explanation, nextStep, retryable } = describeMetaError(
    Number(error.code),
    error.details,
    language,
  );
  return { source: 'meta', code: error.code, title, explanation, nextStep, retryable };
}

const refused = { de: 'Nicht gesendet', en: 'Not sent' };

function policyError(error: StoredError, decision: string | null, language: 'de' | 'en'): MessageError {
  const words = decision === null ? undefined : describeDecision(readStoredDecision(decision), language);
  return {
    source: 'policy',
    code: error.code,
    title: refused[language],
    explanation: words?.reason ?? error.code,
    nextStep: words?.remedy ?? '',
    retryable: false,
  };
}

function gatewayError(error: StoredError, language: 'de' | 'en'): MessageError {
  const code = isGatewayErrorCode(error.code) ? error.code : 'GATEWAY_FAILED';
  const [title, explanation, nextStep] = gatewayErrorWords[language][code];
  // Only what surely never left may be tried again by a machine.
  const retryable = code === 'NOT_REACHED' || code === 'FILE_NOT_UPLOADED';
  return { source: 'gateway', code: error.code, title, explanation, nextStep, retryable };
}
