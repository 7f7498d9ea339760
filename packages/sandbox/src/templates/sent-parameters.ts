import { refuse } from './refusal.ts';

/** A parameter of a template send whose form has been checked. */
export type SentParameter = {
  type: string;
  parameter_name?: string;
  text?: string | number | boolean;
  currency?: { fallback_value: string };
  date_time?: { fallback_value?: string };
  image?: SentFile;
  video?: SentFile;
  document?: SentFile & { filename?: string };
  location?: { latitude: number | string; longitude: number | string; name?: string; address?: string };
  payload?: string;
  coupon_code?: string;
  product?: { product_retailer_id?: string; catalog_id?: string };
  action?: Record<string, unknown>;
  limited_time_offer?: { expiration_time_ms?: number | string };
};

export type SentFile = { id?: string; link?: string };

/** A component of a template send whose form has been checked. */
export type SentComponent = {
  type: string;
  sub_type?: string;
  index?: number | string;
  parameters?: SentParameter[];
  cards?: { card_index: number | string; components: SentComponent[] }[];
};

/** WhatsApp refuses these in a variable, so that a value can't break the approved layout. */
const FORBIDDEN = /[\n\r\t]| {5}/;

/** The text of a variable, as the customer will read it. */
export function textOf(parameter: SentParameter, where: string): string {
  const value =
    parameter.type === 'text'
      ? String(parameter.text ?? '')
      : (parameter.currency?.fallback_value ?? parameter.date_time?.fallback_value ?? '');
  if (value.trim() === '')
    refuse(131008, `${where}: Parameter of type ${parameter.type} is missing its text value`);
  if (FORBIDDEN.test(value)) {
    refuse(
      132018,
      `${where}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`,
    );
  }
  return value;
}

const isWords = ({ type }: SentParameter): boolean => ['text', 'currency', 'date_time'].includes(type);

/** The values for a text's variables, or a refusal when count, kind or name differ from the template's. */
export function valuesFor(
  keys: string[],
  sent: SentParameter[],
  format: 'POSITIONAL' | 'NAMED',
  where: string,
): Map<string, string> {
  if (sent.length !== keys.length) {
    const counts = `number of localizable_params (${sent.length}) does not match the expected number of params (${keys.length})`;
    refuse(132000, `${where}: ${counts}`);
  }
  const values = new Map<string, string>();
  for (const [position, parameter] of sent.entries()) {
    if (!isWords(parameter))
      refuse(132012, `${where}: Format mismatch, expected TEXT, received ${parameter.type.toUpperCase()}`);
    const name = parameter.parameter_name;
    if (format === 'NAMED') {
      if (!name) refuse(100, 'Parameter name is missing or empty');
      if (!keys.includes(name) || values.has(name)) {
        refuse(
          132012,
          `${where}: Parameter name "${name.slice(0, 60)}" does not match the template (${keys.join(', ')})`,
        );
      }
      values.set(name, textOf(parameter, where));
    } else {
      if (name !== undefined)
        refuse(132012, `${where}: The template has positional parameters, not named ones`);
      values.set(String(position + 1), textOf(parameter, where));
    }
  }
  return values;
}
