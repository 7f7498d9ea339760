import type { PreferenceEvent } from '@parley/core/cloud-api';
import { recordConsent } from '../consent/ledger.ts';
import { findOrCreateContact } from '../contacts/find.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { believedTime } from './meta-time.ts';
import { recordNumber } from './record-number.ts';
import { RECORDED_BY } from './recorder.ts';
import { isFirstTime } from './seen.ts';

/** A customer turned marketing off or on again inside WhatsApp: in force before the webhook is acknowledged. */
export async function receivePreference(tx: Tx, runtime: Runtime, item: PreferenceEvent): Promise<void> {
  const { person, marketing, at, numberId } = item;
  const who = person.phone ?? person.userId ?? '';
  if (!(await isFirstTime(tx, runtime, ['preference', numberId, who, marketing, String(at.getTime())])))
    return;
  await recordNumber(tx, runtime, item);
  const now = runtime.now();
  const { id: contactId } = await findOrCreateContact(tx, runtime, person, 'whatsapp', now, at);
  await recordConsent(tx, runtime, {
    contactId,
    scope: 'marketing',
    action: marketing === 'stop' ? 'withdraw' : 'restore',
    method: 'meta_preference',
    source: 'WhatsApp',
    occurredAt: believedTime(at, now),
    metaTime: true,
    proven: true,
    evidence: { preference: marketing, numberId },
    recordedBy: RECORDED_BY,
  });
}
