import type { AccountOrigin } from './origin.ts';
import { AboutTemplate, TemplateCategory, TemplateQuality, TemplateStatus } from './payload-account.ts';
import { asObject, present, read } from './reading.ts';
import { moment, part, parts, unlessEmpty, word, wordUnlessNone } from './side-facts.ts';
import type { TemplateComponentsEvent, TemplateEvent } from './template-events.ts';

/** A change of a template; undefined for a field that is not about templates. */
export function translateTemplate(
  field: string,
  raw: unknown,
  origin: AccountOrigin,
): TemplateEvent | undefined {
  switch (field) {
    case 'message_template_status_update':
      // Meta's own sample of a quality update stands under this field.
      return asObject(raw)?.new_quality_score == null ? status(raw, origin) : quality(raw, origin);
    case 'message_template_quality_update':
      return quality(raw, origin);
    case 'message_template_components_update':
      return components(raw, origin);
    case 'template_category_update':
      return category(raw, origin);
    case 'template_correct_category_detection': {
      const value = asObject(raw) ?? {};
      return present({
        kind: 'template_category_doubt' as const,
        ...about(read(AboutTemplate, raw), origin),
        category: word(value, 'category') ?? word(value, 'new_category') ?? word(value, 'current_category'),
        correctCategory: word(value, 'correct_category'),
        raw,
      });
    }
    default:
      return undefined;
  }
}

function status(raw: unknown, origin: AccountOrigin): TemplateEvent {
  const value = read(TemplateStatus, raw);
  const side = asObject(raw) ?? {};
  const rejection = part(side, 'rejection_info');
  const pause = part(side, 'other_info');
  return present({
    kind: 'template_status' as const,
    ...about(value, origin),
    status: value.event,
    category: word(side, 'message_template_category'),
    reason: wordUnlessNone(side, 'reason'),
    rejection: unlessEmpty(
      present({ reason: word(rejection, 'reason'), recommendation: word(rejection, 'recommendation') }),
    ),
    disabledOn: word(part(side, 'disable_info'), 'disable_date'),
    pause: unlessEmpty(present({ title: word(pause, 'title'), description: word(pause, 'description') })),
    raw,
  });
}

function quality(raw: unknown, origin: AccountOrigin): TemplateEvent {
  const value = read(TemplateQuality, raw);
  return present({
    kind: 'template_quality' as const,
    ...about(value, origin),
    quality: value.new_quality_score,
    previous: word(asObject(raw) ?? {}, 'previous_quality_score'),
    raw,
  });
}

function category(raw: unknown, origin: AccountOrigin): TemplateEvent {
  const value = read(TemplateCategory, raw);
  const side = asObject(raw) ?? {};
  // An announcement names the category in force as `new_category` and the coming one as `correct_category`.
  const coming = word(side, 'correct_category');
  return present({
    kind: 'template_category' as const,
    ...about(value, origin),
    category: coming ?? value.new_category,
    previous: coming === undefined ? word(side, 'previous_category') : value.new_category,
    upcoming: coming !== undefined,
    inForceFrom: moment(side, 'category_update_timestamp'),
    raw,
  });
}

function components(raw: unknown, origin: AccountOrigin): TemplateComponentsEvent {
  const value = asObject(raw) ?? {};
  return present({
    kind: 'template_components' as const,
    ...about(read(AboutTemplate, raw), origin),
    title: word(value, 'message_template_title'),
    body: word(value, 'message_template_element'),
    footer: word(value, 'message_template_footer'),
    buttons: parts(value, 'message_template_buttons').map((button) =>
      present({
        type: word(button, 'message_template_button_type'),
        text: word(button, 'message_template_button_text'),
        url: word(button, 'message_template_button_url'),
        phoneNumber: word(button, 'message_template_button_phone_number'),
      }),
    ),
    raw,
  });
}

function about(value: AboutTemplate, origin: AccountOrigin) {
  return {
    ...origin,
    templateId: String(value.message_template_id),
    name: value.message_template_name,
    // Meta's samples write `en-US` in places.
    language: value.message_template_language.replaceAll('-', '_'),
  };
}
