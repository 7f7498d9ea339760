import {
  BODY_LIMIT,
  CARD_BODY_LIMIT,
  COUPON_CODE_LIMIT,
  FILENAME_LIMIT,
  FLOW_TOKEN_LIMIT,
  HEADER_LIMIT,
  LOGIN_CODE_LIMIT,
  PAYLOAD_LIMIT,
  URL_LIMIT,
} from './limits.ts';
import { fixedLength, placeholders } from './placeholder.ts';
import type { Template, TemplateButton, TemplateHeader, TemplateParts } from './template.ts';

/** What a value is: `url` is the end of a button's address, `image`, `video` and `document` are files. */
export type FieldKind =
  | 'text'
  | 'url'
  | 'image'
  | 'video'
  | 'document'
  | 'filename'
  | 'code'
  | 'payload'
  | 'flow_token';

/** One variable of a template, as a form shows it. The keys are a public contract. */
export type TemplateField = {
  readonly key: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  /** Characters at most; files are given by an address and have none. */
  readonly limit?: number;
  readonly example?: string;
};

/** Every variable of the template, in the order in which the customer sees them. */
export function fields(template: Template): TemplateField[] {
  if (template.category === 'authentication') return [loginCode(template)];
  return [
    ...partFields(template.components, '', BODY_LIMIT),
    ...template.cards.flatMap((card, index) => partFields(card, `card_${index}_`, CARD_BODY_LIMIT)),
  ];
}

function loginCode(template: Template): TemplateField {
  const example = template.components.body.examples['1'];
  return field('code', 'Code', 'code', { limit: LOGIN_CODE_LIMIT, example });
}

function partFields(parts: TemplateParts, prefix: string, bodyLimit: number): TemplateField[] {
  return [
    ...(parts.header ? headerFields(parts.header, prefix) : []),
    ...bodyFields(parts, prefix, bodyLimit),
    ...parts.buttons.flatMap((button, index) => buttonFields(button, `${prefix}button_${index}`)),
  ];
}

function headerFields(header: TemplateHeader, prefix: string): TemplateField[] {
  switch (header.format) {
    case 'text': {
      const limit = HEADER_LIMIT - fixedLength(header.text);
      return placeholders(header.text).map((name) =>
        field(`${prefix}header_${name}`, `Header: ${name}`, 'text', {
          limit,
          example: header.examples[name],
        }),
      );
    }
    case 'image':
    case 'video':
      return [
        field(`${prefix}header_${header.format}`, `Header (${header.format})`, header.format, {
          example: header.example,
        }),
      ];
    case 'document':
      return [
        field(`${prefix}header_document`, 'Header (document)', 'document', { example: header.example }),
        field(`${prefix}header_document_filename`, 'Header (file name)', 'filename', {
          limit: FILENAME_LIMIT,
          required: false,
        }),
      ];
    case 'location':
      return [];
  }
}

function bodyFields(parts: TemplateParts, prefix: string, bodyLimit: number): TemplateField[] {
  const limit = bodyLimit - fixedLength(parts.body.text);
  return placeholders(parts.body.text).map((name) =>
    field(`${prefix}${name}`, name, 'text', { limit, example: parts.body.examples[name] }),
  );
}

function buttonFields(button: TemplateButton, key: string): TemplateField[] {
  switch (button.kind) {
    case 'quick_reply':
      // Without a value the tap carries the button's text.
      return [
        field(`${key}_payload`, `Button: ${button.text}`, 'payload', {
          limit: PAYLOAD_LIMIT,
          required: false,
        }),
      ];
    case 'url':
      return placeholders(button.url).map(() =>
        field(`${key}_url`, `Button: ${button.text}`, 'url', {
          limit: URL_LIMIT - fixedLength(button.url),
          example: button.example,
        }),
      );
    case 'copy_code':
      return [
        field(`${key}_code`, `Button: ${button.text}`, 'code', {
          limit: COUPON_CODE_LIMIT,
          example: button.example,
        }),
      ];
    case 'flow':
      return [
        field(`${key}_flow_token`, `Button: ${button.text}`, 'flow_token', {
          limit: FLOW_TOKEN_LIMIT,
          required: false,
        }),
      ];
    case 'otp':
    case 'phone_number':
    case 'other':
      return [];
  }
}

function field(
  key: string,
  label: string,
  kind: FieldKind,
  more: { readonly limit?: number; readonly required?: boolean; readonly example?: string | undefined },
): TemplateField {
  return {
    key,
    label,
    kind,
    required: more.required ?? true,
    ...(more.limit === undefined ? {} : { limit: more.limit }),
    ...(more.example === undefined ? {} : { example: more.example }),
  };
}
