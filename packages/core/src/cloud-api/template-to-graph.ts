import { placeholders } from '../template/placeholder.ts';
import type {
  Examples,
  ParameterFormat,
  TemplateButton,
  TemplateDraft,
  TemplateHeader,
  TemplateParts,
} from '../template/template.ts';
import { present } from './webhook/reading.ts';

type Json = Readonly<Record<string, unknown>>;

/** The body that creates a template: name, language, and what an edit may change too. */
export function templateToGraph(draft: TemplateDraft): Json {
  return {
    name: draft.name,
    language: draft.language,
    parameter_format: draft.parameterFormat,
    ...templateEdit(draft),
  };
}

/** The body that edits a template; the components replace all that it has. */
export function templateEdit(draft: TemplateDraft): Json {
  return present({
    category: draft.category.toUpperCase(),
    components: draft.category === 'authentication' ? authenticationOf(draft) : componentsOf(draft),
    message_send_ttl_seconds: draft.ttlSeconds,
  });
}

function componentsOf({ components, offer, cards, parameterFormat: format }: TemplateDraft): Json[] {
  const { footer } = components;
  const buttons = buttonsOf(components);
  const limited = offer && { text: offer.text, has_expiration: offer.expires };
  return [
    ...headerOf(components.header, format),
    ...(limited ? [{ type: 'LIMITED_TIME_OFFER', limited_time_offer: limited }] : []),
    bodyOf(components, format),
    ...(footer ? [{ type: 'FOOTER', text: footer.text }] : []),
    ...buttons,
    ...(cards.length > 0 ? [{ type: 'CAROUSEL', cards: cards.map((card) => cardOf(card, format)) }] : []),
  ];
}

// Meta writes the text itself; what it is told is only what to add.
function authenticationOf({ components }: TemplateDraft): Json[] {
  const { body, footer } = components;
  const minutes = footer?.codeExpirationMinutes;
  return [
    present({ type: 'BODY', add_security_recommendation: body.securityRecommendation || undefined }),
    ...(minutes === undefined ? [] : [{ type: 'FOOTER', code_expiration_minutes: minutes }]),
    ...buttonsOf(components),
  ];
}

function cardOf(card: TemplateParts, format: ParameterFormat): Json {
  const body = card.body.text === '' ? [] : [bodyOf(card, format)];
  return { components: [...headerOf(card.header, format), ...body, ...buttonsOf(card)] };
}

function bodyOf({ body }: TemplateParts, format: ParameterFormat): Json {
  return { type: 'BODY', text: body.text, ...exampleOf('body_text', body.text, body.examples, format) };
}

function headerOf(header: TemplateHeader | undefined, format: ParameterFormat): Json[] {
  switch (header?.format) {
    case undefined:
      return [];
    case 'text': {
      const example = exampleOf('header_text', header.text, header.examples, format);
      return [{ type: 'HEADER', format: 'TEXT', text: header.text, ...example }];
    }
    case 'image':
    case 'video':
    case 'document': {
      const example = header.example === undefined ? {} : { example: { header_handle: [header.example] } };
      return [{ type: 'HEADER', format: header.format.toUpperCase(), ...example }];
    }
    case 'location':
    case 'product':
      return [{ type: 'HEADER', format: header.format.toUpperCase() }];
  }
}

// Samples of a body are a list of lists, those of a header a plain one.
function exampleOf(
  part: 'body_text' | 'header_text',
  text: string,
  examples: Examples,
  format: ParameterFormat,
): Json {
  const names = placeholders(text);
  if (names.length === 0) return {};
  if (format === 'named') {
    const params = names.map((name) => ({ param_name: name, example: examples[name] ?? '' }));
    return { example: { [`${part}_named_params`]: params } };
  }
  const values = names.map((name) => examples[name] ?? '');
  return { example: { [part]: part === 'body_text' ? [values] : values } };
}

function buttonsOf({ buttons }: TemplateParts): Json[] {
  return buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map(buttonOf) }];
}

const typeOf = {
  quick_reply: 'QUICK_REPLY',
  catalog: 'CATALOG',
  multi_product: 'MPM',
  single_product: 'SPM',
  voice_call: 'VOICE_CALL',
  contact_request: 'REQUEST_CONTACT_INFO',
  order_details: 'ORDER_DETAILS',
} as const;

function buttonOf(button: TemplateButton): Json {
  const text = button.text === '' ? {} : { text: button.text };
  switch (button.kind) {
    case 'url': {
      const example = button.example === undefined ? {} : { example: [button.example] };
      return { type: 'URL', ...text, url: button.url, ...example };
    }
    case 'phone_number':
      return { type: 'PHONE_NUMBER', ...text, phone_number: button.phoneNumber };
    case 'copy_code':
      return { type: 'COPY_CODE', example: button.example };
    case 'otp':
      return present({
        type: 'OTP',
        otp_type: button.otpType?.toUpperCase(),
        text: button.text || undefined,
        autofill_text: button.autofillText,
        zero_tap_terms_accepted: button.zeroTapTermsAccepted,
        supported_apps: button.apps?.map(({ packageName, signatureHash }) => ({
          package_name: packageName,
          signature_hash: signatureHash,
        })),
      });
    case 'flow':
      return present({
        type: 'FLOW',
        text: button.text,
        flow_id: button.flowId,
        flow_name: button.flowName,
        flow_json: button.flowJson,
        flow_action: button.flowAction,
        navigate_screen: button.navigateScreen,
      });
    case 'quick_reply':
    case 'catalog':
    case 'multi_product':
    case 'single_product':
    case 'voice_call':
    case 'contact_request':
    case 'order_details':
      return { type: typeOf[button.kind], ...text };
    case 'other':
      return { type: button.wireType, ...text };
  }
}
