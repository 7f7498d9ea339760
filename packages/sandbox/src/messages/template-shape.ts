import {
  anyObject,
  isFields,
  list,
  number,
  object,
  optional,
  required,
  type Shape,
  type ShapeFault,
  text,
  variants,
} from '../shape/shape.ts';
import { HEADER_MEDIA_SHAPES } from './media-shape.ts';
import { locationShape } from './plain-shapes.ts';

const kind = required(text());
const name = optional(text());

const parameter: Shape = variants('type', {
  // The text itself is judged against the template: an empty one is "missing" there.
  text: object({ type: kind, text: required(looseText), parameter_name: name }),
  currency: object({
    type: kind,
    parameter_name: name,
    currency: required(
      object({ fallback_value: required(text()), code: required(text()), amount_1000: required(number()) }),
    ),
  }),
  date_time: object({ type: kind, parameter_name: name, date_time: required(anyObject) }),
  image: object({ type: kind, image: required(HEADER_MEDIA_SHAPES.image) }),
  video: object({ type: kind, video: required(HEADER_MEDIA_SHAPES.video) }),
  document: object({ type: kind, document: required(HEADER_MEDIA_SHAPES.document) }),
  location: object({ type: kind, location: required(locationShape) }),
  product: object({ type: kind, product: required(anyObject) }),
  payload: object({ type: kind, payload: required(text({ max: 256 })) }),
  coupon_code: object({ type: kind, coupon_code: required(text({ max: 100 })) }),
  action: object({ type: kind, action: optional(anyObject) }),
  limited_time_offer: object({ type: kind, limited_time_offer: required(anyObject) }),
});

/** Meta's own samples give `true` and numbers as texts. */
function looseText(value: unknown, path: string, faults: ShapeFault[]): void {
  if (!['string', 'number', 'boolean'].includes(typeof value)) {
    faults.push({ path, kind: 'type', message: `${path} must be a string.` });
  }
}

const parameters = list(parameter, { min: 0 });

const SUB_TYPES = [
  'quick_reply',
  'url',
  'copy_code',
  'flow',
  'catalog',
  'mpm',
  'order_details',
  'voice_call',
];

const subType: Shape = (value, path, faults) =>
  text({ oneOf: SUB_TYPES })(typeof value === 'string' ? value.toLowerCase() : value, path, faults);

const plain = object({ type: kind, parameters: optional(parameters) });

const cardComponents: Shape = (value, path, faults) => list(component)(value, path, faults);

const knownComponent = variants('type', {
  header: plain,
  body: plain,
  limited_time_offer: plain,
  tap_target_configuration: object({ type: kind, parameters: optional(list(anyObject)) }),
  button: object({
    type: kind,
    sub_type: required(subType),
    index: required(number({ min: 0, max: 9, integer: true })),
    parameters: optional(parameters),
  }),
  carousel: object({
    type: kind,
    cards: required(
      list(
        object({
          card_index: required(number({ min: 0, max: 9, integer: true })),
          components: required(cardComponents),
        }),
        { max: 10 },
      ),
    ),
  }),
});

/** Meta reads the component's type in any case. */
function component(value: unknown, path: string, faults: ShapeFault[]): void {
  const folded =
    isFields(value) && typeof value.type === 'string' ? { ...value, type: value.type.toLowerCase() } : value;
  knownComponent(folded, path, faults);
}

/** The form of a template send; whether it fits the approved template is another question. */
export const templateShape: Shape = object({
  name: required(text({ max: 512 })),
  language: required(
    object({ code: required(text({ max: 100 })), policy: optional(text({ oneOf: ['deterministic'] })) }),
  ),
  components: optional(list(component, { min: 0 })),
});
