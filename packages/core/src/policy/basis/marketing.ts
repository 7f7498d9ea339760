import type { ConsentState } from '../../consent/index.ts';
import type { Shield } from '../../contact/shield.ts';
import type { Facts } from '../facts.ts';
import { isMetaMode } from './agreement.ts';
import { allowed, type Basis, blocked } from './basis.ts';
import { entry } from './evidence.ts';
import { hasStoppedAll } from './opposition.ts';

/** Advertising, in whatever form: confirmed consent, and nothing that stands against it. */
export function marketingBasis(facts: Facts): Basis {
  const consent = facts.consent.marketing;
  switch (consent.state) {
    case 'objected':
      return blocked('OBJECTED', consent);
    case 'withdrawn':
      return blocked(consent.scope === 'all' || hasStoppedAll(facts) ? 'STOP_ALL' : 'WITHDRAWN', consent);
    case 'provider_stop':
      return blocked('PROVIDER_STOP', consent);
    case 'on_hold':
      return blocked('ON_HOLD', consent);
    case 'none':
    case 'requested':
    case 'granted':
    case 'confirmed':
    case 'refused':
    case 'unproven':
      return facts.shield ? shielded(facts.shield) : agreementBasis(facts, consent.state);
  }
}

/** A minor or vulnerable person gets no advertising. What the person has said against it comes first all the same. */
export function shielded(shield: Shield): Basis {
  return { ok: false, code: 'NO_CONSENT', evidence: [], detail: { shield } };
}

type Agreement = Exclude<ConsentState, 'withdrawn' | 'objected' | 'provider_stop' | 'on_hold'>;

function agreementBasis(facts: Facts, state: Agreement): Basis {
  const consent = facts.consent.marketing;
  switch (state) {
    case 'confirmed':
      return allowed('MARKETING_CONSENT', entry(consent));
    case 'granted':
      return isMetaMode(facts)
        ? allowed('MARKETING_CONSENT', entry(consent))
        : blocked('PENDING_CONFIRMATION', consent);
    case 'requested':
      return blocked('PENDING_CONFIRMATION', consent);
    case 'unproven':
      return isMetaMode(facts) ? allowed('MARKETING_CONSENT', entry(consent)) : blocked('UNPROVEN', consent);
    case 'refused':
    case 'none':
      return blocked('NO_CONSENT', consent);
  }
}
