import { field, type TemplateField } from './field.ts';
import {
  COUPON_CODE_LIMIT,
  FLOW_TOKEN_LIMIT,
  JSON_LIMIT,
  PAYLOAD_LIMIT,
  PRODUCT_ID_LIMIT,
  URL_LIMIT,
} from './limits.ts';
import { fixedLength, placeholders } from './placeholder.ts';
import type { TemplateButton } from './template.ts';

const productsExample = '[{"title":"Neu","products":["sku-1","sku-2"]}]';

/** What a button takes; its keys begin with its place, `button_0`. */
export function buttonFields(button: TemplateButton, key: string): TemplateField[] {
  const label = `Button: ${button.text}`;
  switch (button.kind) {
    case 'quick_reply':
    case 'voice_call':
      // Without a value the tap carries the button's text, and a call nothing.
      return [field(`${key}_payload`, label, 'payload', { limit: PAYLOAD_LIMIT, required: false })];
    case 'url':
      return placeholders(button.url).map(() =>
        field(`${key}_url`, label, 'url', {
          limit: URL_LIMIT - fixedLength(button.url),
          example: button.example,
        }),
      );
    case 'copy_code':
      return [field(`${key}_code`, label, 'code', { limit: COUPON_CODE_LIMIT, example: button.example })];
    case 'flow':
      return [field(`${key}_flow_token`, label, 'flow_token', { limit: FLOW_TOKEN_LIMIT, required: false })];
    case 'catalog':
      return [thumbnail(key, label, false)];
    case 'multi_product':
      return [
        thumbnail(key, label, true),
        field(`${key}_products`, `${label} (products)`, 'products', {
          limit: JSON_LIMIT,
          example: productsExample,
        }),
      ];
    case 'order_details':
      return [field(`${key}_order`, label, 'order', { limit: JSON_LIMIT })];
    case 'single_product':
    case 'contact_request':
    case 'otp':
    case 'phone_number':
    case 'other':
      return [];
  }
}

function thumbnail(key: string, label: string, required: boolean): TemplateField {
  return field(`${key}_thumbnail`, `${label} (picture of product)`, 'product', {
    limit: PRODUCT_ID_LIMIT,
    required,
  });
}
