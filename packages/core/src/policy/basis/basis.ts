import type { PurposeConsent } from '../../consent/index.ts';
import type { BlockedCode, SendCode } from '../codes.ts';
import type { DecisionDetail, Evidence } from '../decision.ts';
import { entry } from './evidence.ts';

/** On what ground a message may go, or why there is none. */
export type Basis =
  | { readonly ok: true; readonly code: SendCode; readonly evidence: readonly Evidence[] }
  | {
      readonly ok: false;
      readonly code: BlockedCode;
      readonly evidence: readonly Evidence[];
      readonly detail: DecisionDetail;
    };

/** A ground, with what proves it. */
export function allowed(code: SendCode, evidence: readonly Evidence[]): Basis {
  return { ok: true, code, evidence };
}

/** No ground: what the person last said about the purpose is the proof, and its time and word are told. */
export function blocked(code: BlockedCode, consent: PurposeConsent): Basis {
  return {
    ok: false,
    code,
    evidence: entry(consent),
    detail: {
      ...(consent.since ? { since: consent.since } : {}),
      ...(consent.word === undefined ? {} : { word: consent.word }),
    },
  };
}
