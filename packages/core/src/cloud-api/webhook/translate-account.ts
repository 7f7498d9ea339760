import type { AccountEvent } from './account-events.ts';
import type { AccountChange } from './events.ts';
import type { AccountOrigin } from './origin.ts';
import { Decided, Happened } from './payload-account.ts';
import { asObject, present, read } from './reading.ts';
import { amount, type Fields, moment, part, parts, unlessEmpty, word, words } from './side-facts.ts';
import { translateFlow } from './translate-flow.ts';
import { translateNumber } from './translate-number.ts';
import { translateTemplate } from './translate-template.ts';

/** A change of a whole account, about a template or a number; undefined for a field that Parley does not translate. */
export function translateAccountChange(
  field: string,
  raw: unknown,
  origin: AccountOrigin,
): AccountChange | undefined {
  const side = asObject(raw) ?? {};
  switch (field) {
    case 'account_update':
      return account(raw, side, origin);
    case 'account_alerts': {
      const alert = part(side, 'alert_info');
      return present({
        kind: 'account_alert' as const,
        ...origin,
        entityType: word(side, 'entity_type'),
        entityId: word(side, 'entity_id'),
        // Some samples have the parts of `alert_info` beside the entity.
        type: word(alert, 'alert_type') ?? word(side, 'alert_type'),
        severity: word(alert, 'alert_severity') ?? word(side, 'alert_severity'),
        status: word(alert, 'alert_status') ?? word(side, 'alert_status'),
        description: word(alert, 'alert_description') ?? word(side, 'alert_description'),
        raw,
      });
    }
    case 'account_review_update':
      return { kind: 'account_review', ...origin, decision: read(Decided, raw).decision, raw };
    case 'business_capability_update':
      return present({
        kind: 'capability' as const,
        ...origin,
        limit: word(side, 'max_daily_conversations_per_business'),
        limitPerNumber: word(side, 'max_daily_conversation_per_phone'),
        numbersPerBusiness: amount(side, 'max_phone_numbers_per_business'),
        numbersPerAccount: amount(side, 'max_phone_numbers_per_waba'),
        raw,
      });
    case 'flows':
      return translateFlow(raw, origin);
    case 'payment_configuration_update':
      return present({
        kind: 'payment_configuration' as const,
        ...origin,
        name: word(side, 'configuration_name'),
        provider: word(side, 'provider_name'),
        merchantId: word(side, 'provider_mid'),
        status: word(side, 'status'),
        createdAt: moment(side, 'created_timestamp'),
        updatedAt: moment(side, 'updated_timestamp'),
        raw,
      });
    case 'partner_solutions':
      return present({
        kind: 'partner_solution' as const,
        ...origin,
        event: read(Happened, raw).event,
        solutionId: word(side, 'solution_id'),
        status: word(side, 'solution_status'),
        raw,
      });
    default:
      return translateTemplate(field, raw, origin) ?? translateNumber(field, raw, origin);
  }
}

function account(raw: unknown, side: Fields, origin: AccountOrigin): AccountEvent {
  const ban = part(side, 'ban_info');
  const violation = part(side, 'violation_info');
  const lock = part(side, 'lock_info');
  const disconnection = part(side, 'disconnection_info');
  return present({
    kind: 'account' as const,
    ...origin,
    event: read(Happened, raw).event,
    displayNumber: word(side, 'phone_number') ?? word(side, 'display_phone_number'),
    country: word(side, 'country'),
    ban: unlessEmpty(present({ state: word(ban, 'waba_ban_state'), date: word(ban, 'waba_ban_date') })),
    violation: unlessEmpty(
      present({ type: word(violation, 'violation_type'), remediation: word(violation, 'remediation') }),
    ),
    restrictions: restrictions(side),
    lock: unlessEmpty(present({ expiresAt: moment(lock, 'expiration') })),
    partner: unlessEmpty(partner(part(side, 'waba_info'))),
    disconnection: unlessEmpty(
      present({ reason: word(disconnection, 'reason'), initiatedBy: word(disconnection, 'initiated_by') }),
    ),
    certification: unlessEmpty(certification(part(side, 'partner_client_certification_info'))),
    internationalRates: internationalRates(side),
    volumeTier: unlessEmpty(volumeTier(part(side, 'volume_tier_info'))),
    raw,
  });
}

// A list; one alone in older samples. An empty list says that nothing is restricted any more.
function restrictions(side: Fields): AccountEvent['restrictions'] {
  const one = asObject(side.restriction_info);
  const list = one ? [one] : parts(side, 'restriction_info');
  if (!one && !Array.isArray(side.restriction_info)) return undefined;
  return list.map((item) =>
    present({
      type: word(item, 'restriction_type'),
      expiresAt: moment(item, 'expiration'),
      remediation: word(item, 'remediation'),
    }),
  );
}

function partner(info: Fields) {
  return present({
    accountId: word(info, 'waba_id'),
    ownerBusinessId: word(info, 'owner_business_id'),
    appId: word(info, 'partner_app_id'),
    solutionId: word(info, 'solution_id'),
    solutionPartnerIds: words(info, 'solution_partner_business_ids'),
    adAccount: word(info, 'ad_account_linked') ?? word(info, 'ad_account_id'),
  });
}

function certification(info: Fields) {
  return present({
    businessId: word(info, 'client_business_id'),
    status: word(info, 'status'),
    rejectionReasons: words(info, 'rejection_reasons'),
  });
}

function internationalRates(side: Fields): AccountEvent['internationalRates'] {
  const rates = asObject(side.auth_international_rate_eligibility);
  return (
    rates &&
    present({
      startsAt: moment(rates, 'start_time'),
      exceptions: parts(rates, 'exception_countries').map((item) =>
        present({ country: word(item, 'country_code'), startsAt: moment(item, 'start_time') }),
      ),
    })
  );
}

function volumeTier(info: Fields) {
  return present({
    category: word(info, 'pricing_category'),
    tier: word(info, 'tier'),
    region: word(info, 'region'),
    month: word(info, 'effective_month'),
    changedAt: moment(info, 'tier_update_time'),
  });
}
