import type { SignupEvent } from '@parley/core/cloud-api';
import { recordConsent } from '../consent/ledger.ts';
import { findOrCreateContact } from '../contacts/find.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { believedTime } from './meta-time.ts';
import { recordNumber } from './record-number.ts';
import { RECORDED_BY } from './recorder.ts';
import { isFirstTime } from './seen.ts';

/**
 * A customer signed up for marketing inside WhatsApp: a grant by their own act. It is no message of theirs in the
 * store, so that it does not confirm; who sends advertising asks for that.
 */
export async function receiveSignup(tx: Tx, runtime: Runtime, item: SignupEvent): Promise<void> {
  const { person, at, numberId, signupId } = item;
  const who = person.phone ?? person.userId ?? '';
  if (!(await isFirstTime(tx, runtime, ['signup', numberId, who, String(at.getTime())]))) return;
  await recordNumber(tx, runtime, item);
  const now = runtime.now();
  const { id: contactId } = await findOrCreateContact(tx, runtime, person, 'whatsapp', now, at);
  await recordConsent(tx, runtime, {
    contactId,
    scope: 'marketing',
    action: 'grant',
    method: 'meta_preference',
    source: 'WhatsApp In-App Sign-up',
    occurredAt: believedTime(at, now),
    metaTime: true,
    proven: true,
    evidence: { preference: 'signup', numberId, ...(signupId === undefined ? {} : { signupId }) },
    recordedBy: RECORDED_BY,
  });
}
