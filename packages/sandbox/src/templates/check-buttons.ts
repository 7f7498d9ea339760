import { lengthOf } from '../shape/shape.ts';
import { placeholdersOf } from './placeholders.ts';
import type { TemplateButton, TemplateComponent } from './template.ts';
import { templateError } from './template-error.ts';

const BUTTONS_MAX = 10;
const LABEL_MAX = 25;
const URL_MAX = 2000;
const PHONE_MAX = 20;
/** Since December 2025; 15 before. */
const CODE_MAX = 20;

/** How many buttons of a kind a template may have. */
const MAX_OF_TYPE: Record<string, number> = { URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1, OTP: 1 };

const TYPES = [
  'QUICK_REPLY',
  'URL',
  'PHONE_NUMBER',
  'COPY_CODE',
  'FLOW',
  'CATALOG',
  'MPM',
  'SPM',
  'VOICE_CALL',
  'OTP',
  'REQUEST_CONTACT_INFO',
  'ORDER_DETAILS',
];

const refuse = (message: string): never => {
  throw templateError('invalidFormat', 'Invalid buttons', message);
};

/** Refuses buttons that Meta would not take. */
export function checkButtons(component: TemplateComponent | undefined, category: string): void {
  if (!component) return;
  const { buttons = [] } = component;
  if (buttons.length === 0 || buttons.length > BUTTONS_MAX) {
    refuse(`A template has 1 to ${BUTTONS_MAX} buttons.`);
  }
  const types = buttons.map(({ type }) => String(type).toUpperCase());
  for (const [type, max] of Object.entries(MAX_OF_TYPE)) {
    if (types.filter((one) => one === type).length > max)
      refuse(`A template has at most ${max} buttons of type ${type}.`);
  }
  const turns = types.filter(
    (type, index) => index > 0 && (type === 'QUICK_REPLY') !== (types[index - 1] === 'QUICK_REPLY'),
  );
  if (turns.length > 1) refuse('Quick replies must stand together, before or after all other buttons.');
  for (const [index, button] of buttons.entries()) checkButton(button, types[index] ?? '', category);
}

function checkButton(button: TemplateButton, type: string, category: string): void {
  if (!TYPES.includes(type)) refuse(`The type of a button is one of ${TYPES.join(', ')}.`);
  if ((type === 'OTP') !== (category === 'AUTHENTICATION')) {
    refuse('Authentication templates have a button of type OTP, and only they.');
  }
  const { text } = button;
  if (text === undefined && !['COPY_CODE', 'OTP', 'REQUEST_CONTACT_INFO'].includes(type))
    refuse(`A button of type ${type} needs a text.`);
  if (text !== undefined && (typeof text !== 'string' || text.trim() === '' || lengthOf(text) > LABEL_MAX)) {
    refuse(`The text of a button has 1 to ${LABEL_MAX} characters.`);
  }
  if (type === 'URL') checkUrl(button);
  if (type === 'PHONE_NUMBER' && !isPhone(button.phone_number)) {
    refuse(`A button of type PHONE_NUMBER needs a phone_number of at most ${PHONE_MAX} characters.`);
  }
  if (type === 'COPY_CODE' && !isExample(button.example, CODE_MAX))
    refuse(`A button of type COPY_CODE needs an example of at most ${CODE_MAX} characters.`);
  if (type === 'FLOW' && [button.flow_id, button.flow_name, button.flow_json].every((one) => !one))
    refuse('A button of type FLOW needs a flow_id, a flow_name or a flow_json.');
  if (
    type === 'OTP' &&
    !['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'].includes(String(button.otp_type).toUpperCase())
  ) {
    refuse('The otp_type is one of COPY_CODE, ONE_TAP, ZERO_TAP.');
  }
}

function checkUrl({ url, example }: TemplateButton): void {
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url) || url.length > URL_MAX) {
    refuse(`A button of type URL needs an http(s) url of at most ${URL_MAX} characters.`);
  }
  const address = String(url);
  if (!URL.canParse(address.replace(/\{\{[^{}]*\}\}/g, 'x')) || /\s/.test(address))
    refuse('The url of a button must be a whole address, such as https://shop.example/order.');
  if (/^https?:\/\/(wa\.me|bit\.ly|t\.co|tinyurl\.com)\//i.test(address)) {
    refuse('wa.me and shortened links are not allowed in a URL button.');
  }
  const keys = placeholdersOf(address);
  if (keys.length === 0) return;
  if (keys.length > 1 || !/\{\{[^{}]+\}\}$/.test(address)) refuse('A URL has one variable, at its very end.');
  if (!isExample(example, URL_MAX)) refuse('A URL with a variable needs an example.');
}

const isPhone = (written: unknown): boolean =>
  typeof written === 'string' && written.length <= PHONE_MAX && /^\+?[\d\s().-]*\d[\d\s().-]*$/.test(written);

/** Alone or as the one item of a list: Meta's samples have both. */
function isExample(example: unknown, max: number): boolean {
  const value: unknown = Array.isArray(example) ? example[0] : example;
  return typeof value === 'string' && value.trim() !== '' && lengthOf(value) <= max;
}
