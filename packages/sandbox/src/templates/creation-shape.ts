import {
  anyObject,
  type Fields,
  flag,
  isFields,
  list,
  number,
  object,
  optional,
  required,
  type Shape,
  text,
} from '../shape/shape.ts';

const COMPONENT_TYPES = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER'];

/** Meta reads type words in any case. */
const word =
  (oneOf: readonly string[]): Shape =>
  (value, path, faults) =>
    text({ oneOf: [...oneOf] })(typeof value === 'string' ? value.toUpperCase() : value, path, faults);

/** The parts of a component differ by its type and are judged one by one: here only what would mislead that. */
const component: Shape = (value, path, faults) => {
  if (!isFields(value)) {
    faults.push({ path, kind: 'type', message: `${path} must be an object.` });
    return;
  }
  if (value.type === undefined) {
    faults.push({ path, kind: 'missing', message: `The parameter ${path}['type'] is required.` });
  } else word(COMPONENT_TYPES)(value.type, `${path}['type']`, faults);
  for (const [key, shape] of Object.entries(PARTS)) {
    if (value[key] !== undefined) shape(value[key], `${path}['${key}']`, faults);
  }
};

const card: Shape = (value, path, faults) => {
  if (isFields(value)) list(component, { max: 10 })(value.components, `${path}['components']`, faults);
  else faults.push({ path, kind: 'type', message: `${path} must be an object.` });
};

const PARTS: Record<string, Shape> = {
  format: text(),
  text: text({ min: 0 }),
  buttons: list(anyObject, { min: 0 }),
  cards: list(card, { min: 0 }),
  example: anyObject,
};

const optionalFields = {
  parameter_format: optional(word(['POSITIONAL', 'NAMED'])),
  message_send_ttl_seconds: optional(number({ min: -1, max: 2_592_000, integer: true })),
  allow_category_change: optional(flag),
  cta_url_link_tracking_opted_out: optional(flag),
};

const category = word(['AUTHENTICATION', 'MARKETING', 'UTILITY']);

/** The body that creates a template. */
export const creationShape: Shape = object({
  name: required(
    text({ max: 512, pattern: /^[a-z0-9_]+$/, says: 'may have lower-case letters, digits and _ only' }),
  ),
  language: required(
    text({ max: 10, pattern: /^[a-z]{2,3}(_[A-Za-z]{2,4})?$/, says: 'is not a language code' }),
  ),
  category: required(category),
  components: required(list(component, { max: 10 })),
  ...optionalFields,
});

/** The body that edits one. */
export const editShape: Shape = object({
  category: optional(category),
  components: optional(list(component, { max: 10 })),
  ...optionalFields,
});

/** A checked body of a creation. */
export type Creation = {
  name: string;
  language: string;
  category: string;
  components: Fields[];
  parameter_format?: string;
  message_send_ttl_seconds?: number;
};
