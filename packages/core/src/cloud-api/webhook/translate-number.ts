import type { AccountChange } from './events.ts';
import type { AccountOrigin } from './origin.ts';
import { NumberEvent, NumberName, NumberUsername } from './payload-account.ts';
import { asObject, present, read } from './reading.ts';
import { part, word, wordUnlessNone } from './side-facts.ts';

/** A change of a number, named by its digits; undefined for a field that is not about numbers. */
export function translateNumber(
  field: string,
  raw: unknown,
  origin: AccountOrigin,
): AccountChange | undefined {
  const side = asObject(raw) ?? {};
  switch (field) {
    case 'phone_number_quality_update': {
      const value = read(NumberEvent, raw);
      const business = word(side, 'max_daily_conversations_per_business');
      const own = word(side, 'current_limit');
      return present({
        kind: 'number_quality' as const,
        ...origin,
        displayNumber: String(value.display_phone_number),
        event: value.event,
        limit: business ?? own,
        numberLimit: business === undefined || business === own ? undefined : own,
        previousLimit: word(side, 'old_limit'),
        raw,
      });
    }
    case 'phone_number_name_update': {
      const value = read(NumberName, raw);
      return present({
        kind: 'number_name' as const,
        ...origin,
        displayNumber: String(value.display_phone_number),
        decision: value.decision,
        name: word(side, 'requested_verified_name'),
        reason: wordUnlessNone(side, 'rejection_reason'),
        raw,
      });
    }
    case 'security': {
      const value = read(NumberEvent, raw);
      return present({
        kind: 'number_security' as const,
        ...origin,
        displayNumber: String(value.display_phone_number),
        event: value.event,
        requester: word(side, 'requester'),
        raw,
      });
    }
    // Meta's text writes the field both ways.
    case 'business_username_update':
    case 'business_username_updates': {
      const value = read(NumberUsername, raw);
      return present({
        kind: 'number_username' as const,
        ...origin,
        displayNumber: String(value.display_phone_number),
        username: word(side, 'username'),
        status: value.status,
        raw,
      });
    }
    case 'account_settings_update': {
      const type = word(side, 'type');
      const settings = part(side, type ?? 'phone_settings');
      return present({
        kind: 'number_settings' as const,
        ...origin,
        numberId: word(settings, 'phone_number_id') ?? word(part(side, 'metadata'), 'phone_number_id'),
        displayNumber: word(part(side, 'metadata'), 'display_phone_number'),
        type,
        settings,
        raw,
      });
    }
    default:
      return undefined;
  }
}
