import { ParleyError } from '../errors.ts';
import type { TemplateContent } from '../message/content.ts';
import { readInstant } from '../template/check-value.ts';
import { OFFER_KEY } from '../template/fields.ts';
import { readJsonObject, readProducts } from '../template/json-value.ts';
import { readMediaValue } from '../template/media-value.ts';
import { placeholders } from '../template/placeholder.ts';
import type { Template, TemplateButton, TemplateHeader, TemplateParts } from '../template/template.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The `components` of a template send, in Meta's order and kinds as the definition asks for them. Throws
 * `CONTENT_NOT_SENDABLE` without the definition, or when a required variable has no value.
 */
export function templateComponents(
  content: TemplateContent,
  template: Template | undefined,
): readonly Json[] {
  if (!template) {
    throw new ParleyError(
      'CONTENT_NOT_SENDABLE',
      `Wrote no message: the definition of template “${content.name}” (${content.language}) is not known. Sync the templates.`,
    );
  }
  const values = valuesOf(content, template);
  if (template.category === 'authentication') return authenticationComponents(template, values);
  const cards = template.cards.map((card, index) => ({
    card_index: index,
    components: partsComponents(card, `card_${index}_`, values),
  }));
  return [
    ...partsComponents(template.components, '', values),
    ...(template.offer?.expires ? [offerComponent(values)] : []),
    ...(cards.length > 0 ? [{ type: 'carousel', cards }] : []),
  ];
}

type Values = {
  optional(key: string): string | undefined;
  required(key: string): string;
  /** A text parameter, with its name where the template's placeholders are named. */
  text(key: string, name: string): Json;
};

function valuesOf(content: TemplateContent, template: Template): Values {
  const variables = content.variables ?? {};
  const optional = (key: string) => {
    const value = Object.hasOwn(variables, key) ? variables[key] : undefined;
    return value === undefined || value.trim() === '' ? undefined : value;
  };
  const required = (key: string) => {
    const value = optional(key);
    if (value !== undefined) return value;
    throw new ParleyError(
      'CONTENT_NOT_SENDABLE',
      `Wrote no message: template “${content.name}” (${content.language}) needs a value for “${key}”.`,
    );
  };
  const named = template.parameterFormat === 'named';
  const text = (key: string, name: string) => ({
    type: 'text',
    ...(named ? { parameter_name: name } : {}),
    text: required(key),
  });
  return { optional, required, text };
}

// Meta wants the one-time code twice: in the body, and in the button that copies or fills it in.
function authenticationComponents(template: Template, values: Values): Json[] {
  const code = { type: 'text', text: values.required('code') };
  const body = { type: 'body', parameters: [code] };
  const index = template.components.buttons.findIndex(({ kind }) => kind === 'otp' || kind === 'url');
  return index < 0 ? [body] : [body, button('url', index, code)];
}

function offerComponent(values: Values): Json {
  const expiration_time_ms = readInstant(values.required(OFFER_KEY));
  const type = 'limited_time_offer';
  return { type, parameters: [{ type, limited_time_offer: { expiration_time_ms } }] };
}

function partsComponents(parts: TemplateParts, prefix: string, values: Values): Json[] {
  const names = placeholders(parts.body.text);
  const bodyParameters = names.map((name) => values.text(`${prefix}${name}`, name));
  return [
    ...(parts.header ? headerComponent(parts.header, prefix, values) : []),
    ...(bodyParameters.length > 0 ? [{ type: 'body', parameters: bodyParameters }] : []),
    ...parts.buttons.flatMap((part, index) =>
      buttonComponent(part, index, `${prefix}button_${index}`, values),
    ),
  ];
}

function headerComponent(header: TemplateHeader, prefix: string, values: Values): Json[] {
  switch (header.format) {
    case 'text': {
      const parameters = placeholders(header.text).map((name) =>
        values.text(`${prefix}header_${name}`, name),
      );
      return parameters.length > 0 ? [{ type: 'header', parameters }] : [];
    }
    case 'image':
    case 'video':
    case 'document': {
      const media = readMediaValue(values.required(`${prefix}header_${header.format}`));
      const filename =
        header.format === 'document' ? values.optional(`${prefix}header_document_filename`) : undefined;
      const file = {
        ...('mediaId' in media ? { id: media.mediaId } : { link: media.link }),
        ...(filename === undefined ? {} : { filename }),
      };
      return [{ type: 'header', parameters: [{ type: header.format, [header.format]: file }] }];
    }
    case 'location': {
      const key = `${prefix}header_location_`;
      const location = {
        latitude: values.required(`${key}latitude`).trim(),
        longitude: values.required(`${key}longitude`).trim(),
        ...withValue('name', values.optional(`${key}name`)),
        ...withValue('address', values.optional(`${key}address`)),
      };
      return [{ type: 'header', parameters: [{ type: 'location', location }] }];
    }
    case 'product': {
      const product = {
        product_retailer_id: values.required(`${prefix}header_product`),
        catalog_id: values.required(`${prefix}header_product_catalog`),
      };
      return [{ type: 'header', parameters: [{ type: 'product', product }] }];
    }
  }
}

function buttonComponent(part: TemplateButton, index: number, key: string, values: Values): Json[] {
  switch (part.kind) {
    case 'quick_reply':
    case 'voice_call': {
      const payload = values.optional(`${key}_payload`);
      return payload === undefined ? [] : [button(part.kind, index, { type: 'payload', payload })];
    }
    case 'url':
      return placeholders(part.url).length === 0
        ? []
        : [button('url', index, { type: 'text', text: values.required(`${key}_url`) })];
    case 'copy_code':
      return [
        button('copy_code', index, { type: 'coupon_code', coupon_code: values.required(`${key}_code`) }),
      ];
    case 'flow':
      // Meta wants the component for every flow button, even when there is no token to pass on.
      return [action('flow', index, withValue('flow_token', values.optional(`${key}_flow_token`)))];
    case 'catalog': {
      const thumbnail = values.optional(`${key}_thumbnail`);
      return thumbnail === undefined
        ? []
        : [action('catalog', index, { thumbnail_product_retailer_id: thumbnail })];
    }
    case 'multi_product':
      return [
        action('mpm', index, {
          thumbnail_product_retailer_id: values.required(`${key}_thumbnail`),
          sections: sectionsOf(values.required(`${key}_products`)),
        }),
      ];
    case 'order_details':
      return [
        action('order_details', index, { order_details: readJsonObject(values.required(`${key}_order`)) }),
      ];
    case 'single_product':
    case 'contact_request':
    case 'otp':
    case 'phone_number':
    case 'other':
      return [];
  }
}

function sectionsOf(value: string): Json[] {
  return (readProducts(value) ?? []).map(({ title, products }) => ({
    ...withValue('title', title),
    product_items: products.map((id) => ({ product_retailer_id: id })),
  }));
}

function withValue(name: string, value: unknown): Json {
  return value === undefined ? {} : { [name]: value };
}

function action(subType: string, index: number, parameters: Json): Json {
  return button(subType, index, { type: 'action', action: parameters });
}

function button(subType: string, index: number, parameter: Json): Json {
  return { type: 'button', sub_type: subType, index: String(index), parameters: [parameter] };
}
