import {
  anyObject,
  both,
  list,
  number,
  object,
  optional,
  required,
  rule,
  type Shape,
  text,
  variants,
} from '../shape/shape.ts';
import { addressForm } from './address-shape.ts';
import { carouselShape } from './carousel-shape.ts';
import {
  anyHeader,
  body,
  footer,
  kind,
  LIMITS,
  listSections,
  namedAction,
  replyButtons,
  textHeader,
  urlAction,
} from './interactive-parts.ts';
import { orderDetails, orderStatus } from './order-shape.ts';

/** At most ten sections and thirty products in a product list. */
const PRODUCTS_MAX = 30;

const shortBody = required(body(LIMITS.shortBody));
const optionalBody = optional(body(LIMITS.shortBody));

const flowAction = object({
  name: required(text({ oneOf: ['flow'] })),
  parameters: required(
    both(
      object({
        flow_message_version: required(text({ oneOf: ['3'] })),
        flow_id: optional(text()),
        flow_name: optional(text()),
        flow_cta: required(
          text({ max: 30, pattern: /^\P{Extended_Pictographic}*$/u, says: 'must not contain emoji' }),
        ),
        flow_token: optional(text()),
        flow_action: optional(text({ oneOf: ['navigate', 'data_exchange'] })),
        flow_action_payload: optional(anyObject),
        mode: optional(text({ oneOf: ['draft', 'published'] })),
      }),
      rule<{ flow_id?: string; flow_name?: string }>((flow) =>
        (flow.flow_id === undefined) === (flow.flow_name === undefined)
          ? { at: '', message: 'needs exactly one of flow_id and flow_name.' }
          : undefined,
      ),
    ),
  ),
});

const productSections = both(
  list(
    object({
      title: optional(text({ max: LIMITS.sectionTitle })),
      product_items: required(list(object({ product_retailer_id: required(text()) }))),
    }),
    { max: LIMITS.sections },
  ),
  rule<{ product_items: unknown[] }[]>((sections) => {
    const count = sections.flatMap((section) => section.product_items).length;
    return count > PRODUCTS_MAX
      ? { at: '', message: `may have ${PRODUCTS_MAX} products in all; it has ${count}.` }
      : undefined;
  }),
);

const withParameters = (name: string, parameters: Shape, needed: boolean): Shape =>
  object({
    name: required(text({ oneOf: [name] })),
    parameters: needed ? required(parameters) : optional(parameters),
  });

/** Every interactive kind, by its `type`; the limits are those of Meta's page of the kind. */
export const interactiveShape: Shape = variants('type', {
  button: object({
    type: kind,
    header: optional(anyHeader),
    body: shortBody,
    footer,
    action: required(object({ buttons: required(replyButtons) })),
  }),
  list: object({
    type: kind,
    header: optional(textHeader),
    body: required(body(LIMITS.listBody)),
    footer,
    action: required(
      object({ button: required(text({ max: LIMITS.buttonTitle })), sections: required(listSections) }),
    ),
  }),
  cta_url: object({
    type: kind,
    header: optional(anyHeader),
    body: shortBody,
    footer,
    action: required(urlAction),
  }),
  location_request_message: object({
    type: kind,
    body: shortBody,
    action: required(namedAction('send_location')),
  }),
  flow: object({
    type: kind,
    header: optional(anyHeader),
    body: shortBody,
    footer,
    action: required(flowAction),
  }),
  product: object({
    type: kind,
    body: optionalBody,
    footer,
    action: required(object({ catalog_id: required(text()), product_retailer_id: required(text()) })),
  }),
  product_list: object({
    type: kind,
    header: required(textHeader),
    body: shortBody,
    footer,
    action: required(object({ catalog_id: required(text()), sections: required(productSections) })),
  }),
  catalog_message: object({
    type: kind,
    body: shortBody,
    footer,
    action: required(
      withParameters('catalog_message', object({ thumbnail_product_retailer_id: optional(text()) }), false),
    ),
  }),
  address_message: object({
    type: kind,
    body: shortBody,
    footer,
    action: required(withParameters('address_message', addressForm, true)),
  }),
  call_permission_request: object({
    type: kind,
    body: optionalBody,
    action: required(namedAction('call_permission_request')),
  }),
  voice_call: object({
    type: kind,
    body: shortBody,
    action: required(
      withParameters(
        'voice_call',
        object({
          display_text: optional(text({ max: LIMITS.buttonTitle })),
          ttl_minutes: optional(number({ min: 1, max: 43_200, integer: true })),
          payload: optional(text({ max: 512 })),
        }),
        false,
      ),
    ),
  }),
  carousel: carouselShape,
  request_contact_info: object({
    type: kind,
    body: shortBody,
    action: required(namedAction('request_contact_info')),
  }),
  order_details: object({
    type: kind,
    header: optional(anyHeader),
    body: shortBody,
    footer,
    action: required(withParameters('review_and_pay', orderDetails, true)),
  }),
  order_status: object({
    type: kind,
    body: shortBody,
    footer,
    action: required(withParameters('review_order', orderStatus, true)),
  }),
});
