import type { WebhookEvent } from './events.ts';
import { NumberName, NumberQuality, TemplateCategory, TemplateQuality, TemplateStatus } from './payload.ts';
import { present, read } from './reading.ts';

/** A change of a whole account, about a template or a number; undefined for a field that Parley does not translate. */
export function translateAccountChange(
  field: string,
  raw: unknown,
  accountId: string,
): WebhookEvent | undefined {
  switch (field) {
    case 'message_template_status_update': {
      const value = read(TemplateStatus, raw);
      return present({
        kind: 'template_status' as const,
        ...aboutTemplate(value, accountId),
        status: value.event,
        // Meta writes NONE where there is none.
        reason: value.reason && value.reason !== 'NONE' ? value.reason : undefined,
        raw,
      });
    }
    case 'message_template_quality_update': {
      const value = read(TemplateQuality, raw);
      return present({
        kind: 'template_quality' as const,
        ...aboutTemplate(value, accountId),
        quality: value.new_quality_score,
        previous: value.previous_quality_score ?? undefined,
        raw,
      });
    }
    case 'template_category_update': {
      const value = read(TemplateCategory, raw);
      // An announcement names the category in force as `new_category` and the coming one as `correct_category`.
      const coming = value.correct_category ?? undefined;
      return present({
        kind: 'template_category' as const,
        ...aboutTemplate(value, accountId),
        category: coming ?? value.new_category,
        previous: (coming === undefined ? value.previous_category : value.new_category) ?? undefined,
        upcoming: coming !== undefined,
        raw,
      });
    }
    case 'phone_number_quality_update': {
      const value = read(NumberQuality, raw);
      const limit = value.max_daily_conversations_per_business ?? value.current_limit;
      return present({
        kind: 'number_quality' as const,
        accountId,
        displayNumber: String(value.display_phone_number),
        event: value.event,
        limit: limit == null ? undefined : String(limit),
        raw,
      });
    }
    case 'phone_number_name_update': {
      const value = read(NumberName, raw);
      return present({
        kind: 'number_name' as const,
        accountId,
        displayNumber: String(value.display_phone_number),
        decision: value.decision,
        name: value.requested_verified_name ?? undefined,
        reason:
          value.rejection_reason && value.rejection_reason !== 'NONE' ? value.rejection_reason : undefined,
        raw,
      });
    }
    default:
      return undefined;
  }
}

type TemplateNames = {
  readonly message_template_id: string | number;
  readonly message_template_name: string;
  readonly message_template_language: string;
};

function aboutTemplate(value: TemplateNames, accountId: string) {
  return {
    accountId,
    templateId: String(value.message_template_id),
    name: value.message_template_name,
    language: value.message_template_language.replaceAll('-', '_'),
  };
}
