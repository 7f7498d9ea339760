import type { Decision as DecisionView } from '@parley/core/gateway-api';
import { type Decision, describeDecision } from '@parley/core/policy';

/** The decision as the API shows it, with its words in one language. */
export function viewDecision(decision: Decision, language: 'de' | 'en'): DecisionView {
  const { reason, remedy } = describeDecision(decision, language);
  return {
    verdict: decision.verdict,
    code: decision.code,
    reason,
    remedy,
    window: {
      open: decision.window.open,
      closesAt: decision.window.closesAt?.toISOString() ?? null,
    },
    evidence: decision.evidence.map(({ kind, id, at }) => ({ kind, id, at: at?.toISOString() ?? null })),
  };
}
