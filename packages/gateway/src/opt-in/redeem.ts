import { type AskedPurpose, CLOCK_DOUBT_MS } from '@parley/core/consent';
import { recordConsent } from '../consent/ledger.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { codesIn } from './code.ts';

/** A stored message of a customer, as far as it may contain a code. */
export type WrittenMessage = {
  readonly messageId: string;
  readonly wamid: string;
  /** Meta's time; that of its arrival when Meta's lies too far ahead. */
  readonly at: Date;
  readonly isMetaTime: boolean;
  readonly text: string;
  readonly contactId: string;
};

/**
 * Records what a code in a customer's message agrees to: the declaration and, since it came from the person's own
 * WhatsApp, its confirmation. The code is spent in the same transaction; one that is wrong, used or was late is a word
 * like any other. The moment of writing counts, so that a webhook that arrives late takes nothing from anybody. Returns
 * whether there was one.
 */
export async function redeemCode(tx: Tx, runtime: Runtime, message: WrittenMessage): Promise<boolean> {
  let isRedeemed = false;
  for (const code of codesIn(message.text)) {
    const link = await spend(tx, runtime, code, message.at);
    if (!link) continue;
    for (const action of ['grant', 'confirm'] as const)
      await recordConsent(tx, runtime, {
        contactId: message.contactId,
        scope: link.purpose as AskedPurpose,
        action,
        method: 'code_link',
        source: link.source,
        textVersion: link.text_version,
        language: link.language,
        occurredAt: message.at,
        metaTime: message.isMetaTime,
        proven: true,
        evidence: { messageId: message.messageId, wamid: message.wamid, text: message.text },
        recordedBy: { tool: 'gateway', actor: null, name: null },
      });
    runtime.log.info({ link: link.id, contact: message.contactId }, 'opt-in link used');
    isRedeemed = true;
  }
  return isRedeemed;
}

async function spend(tx: Tx, runtime: Runtime, code: string, at: Date) {
  return tx
    .updateTable('opt_in_link')
    .set({ used_at: runtime.now().getTime() })
    .where('code_hash', '=', runtime.secrets.hash('opt-in-code', code))
    .where('used_at', 'is', null)
    .where('expires_at', '>=', at.getTime())
    .where('created_at', '<=', at.getTime() + CLOCK_DOUBT_MS)
    .returning(['id', 'purpose', 'source', 'text_version', 'language'])
    .executeTakeFirst();
}
