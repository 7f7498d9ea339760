import {
  type Fields,
  isFields,
  list,
  object,
  optional,
  required,
  type Shape,
  type ShapeFault,
  text,
} from '../shape/shape.ts';

/** An Indian PIN code has six digits. */
const PIN_MAX = 6;

const word = optional(text({ min: 0, max: 1000 }));

const values = object({
  name: word,
  phone_number: word,
  in_pin_code: optional(text({ min: 0, max: PIN_MAX })),
  house_number: word,
  floor_number: word,
  tower_number: word,
  building_name: word,
  address: word,
  landmark_area: word,
  city: word,
  state: word,
});

/** What the form asks for, prefilled, with addresses to choose from and what was wrong with the last answer. */
export const addressForm: Shape = object({
  country: required(text({ oneOf: ['IN'] })),
  values: optional(values),
  saved_addresses: optional(list(object({ id: required(text()), value: required(values) }), { min: 0 })),
  validation_errors: optional(errorTexts),
});

function errorTexts(value: unknown, path: string, faults: ShapeFault[]): void {
  if (!isFields(value)) {
    faults.push({ path, kind: 'type', message: `${path} must be an object.` });
    return;
  }
  for (const [field, words] of Object.entries(value as Fields)) text()(words, `${path}['${field}']`, faults);
}
