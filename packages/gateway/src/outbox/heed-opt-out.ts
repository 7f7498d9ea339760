import { errorCode, type MetaError } from '@parley/core/cloud-api';
import { recordConsent } from '../consent/ledger.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';

/** Meta refuses because the person stopped this business's marketing (131050): that is a withdrawal, and is recorded. */
export async function heedMetasOptOut(
  tx: Tx,
  runtime: Runtime,
  message: { readonly id: string; readonly contact_id: string },
  error: MetaError,
  when: { readonly at: Date; readonly metaTime: boolean },
): Promise<void> {
  if (errorCode(error.code).category !== 'opt_out') return;
  await recordConsent(tx, runtime, {
    contactId: message.contact_id,
    scope: 'marketing',
    action: 'withdraw',
    method: 'provider_error',
    source: 'WhatsApp',
    occurredAt: when.at,
    metaTime: when.metaTime,
    proven: false,
    evidence: { messageId: message.id, code: error.code },
    recordedBy: { tool: 'whatsapp', actor: null, name: null },
  });
}
