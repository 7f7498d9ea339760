import { anyObject, list, number, object, optional, required, type Shape, text } from '../shape/shape.ts';

/** The id of an order, as `order_details` takes it. */
const REFERENCE_MAX = 35;

/** Meta names no bound for the id that an `order_status` refers to, and its own sample is longer than 35. */
const STATUS_REFERENCE_MAX = 60;

const DESCRIPTION_MAX = 120;

/** Money as a whole number, to be divided by `offset`: 1100 with 100 is 11.00. */
const money = {
  value: required(number({ min: 0, integer: true })),
  offset: required(number({ min: 1, integer: true })),
};

const amount = object(money);

/** Money with a word about it. */
const described = object({
  ...money,
  description: optional(text({ min: 0, max: DESCRIPTION_MAX })),
  discount_program_name: optional(text({ min: 0, max: DESCRIPTION_MAX })),
});

const item = object({
  retailer_id: optional(text()),
  name: required(text()),
  amount: required(amount),
  quantity: required(number({ min: 1, integer: true })),
  sale_amount: optional(amount),
  image: optional(anyObject),
  country_of_origin: optional(text()),
  importer_name: optional(text()),
  importer_address: optional(anyObject),
});

/** The parameters of `review_and_pay`. */
export const orderDetails: Shape = object({
  reference_id: required(
    text({
      max: REFERENCE_MAX,
      pattern: /^[A-Za-z0-9_.-]+$/,
      says: 'may have letters, digits, _, . and - only',
    }),
  ),
  type: required(text({ oneOf: ['digital-goods', 'physical-goods'] })),
  currency: required(text({ pattern: /^[A-Z]{3}$/, says: 'must be a currency of three capital letters' })),
  total_amount: required(amount),
  payment_settings: optional(list(anyObject, { min: 0 })),
  payment_type: optional(text()),
  payment_configuration: optional(text()),
  beneficiaries: optional(list(anyObject)),
  order: required(
    object({
      status: required(text({ oneOf: ['pending'] })),
      type: optional(text()),
      catalog_id: optional(text()),
      expiration: optional(anyObject),
      items: required(list(item)),
      subtotal: optional(amount),
      tax: optional(described),
      shipping: optional(described),
      discount: optional(described),
    }),
  ),
});

const ORDER_STATUSES = ['pending', 'processing', 'partially_shipped', 'shipped', 'completed', 'canceled'];

/** The parameters of `review_order`. */
export const orderStatus: Shape = object({
  reference_id: required(text({ max: STATUS_REFERENCE_MAX })),
  order: required(
    object({
      status: required(text({ oneOf: ORDER_STATUSES })),
      description: optional(text({ min: 0, max: DESCRIPTION_MAX })),
    }),
  ),
  payment: optional(anyObject),
});
