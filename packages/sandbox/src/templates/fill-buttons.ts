import { type Fields, isFields, lengthOf } from '../shape/shape.ts';
import { fillPlaceholders, placeholdersOf } from './placeholders.ts';
import { refuse } from './refusal.ts';
import { type SentComponent, type SentParameter, textOf } from './sent-parameters.ts';
import type { TemplateButton } from './template.ts';

/** A button as the phone shows it; `payload` is what a tapped quick reply sends back. */
export type FilledButton = {
  kind: 'reply' | 'url' | 'phone' | 'code' | 'other';
  text: string;
  payload?: string;
  url?: string;
  code?: string;
};

/** Which `sub_type` a send uses for each button type of a template. */
const SUB_TYPE_OF: Record<string, string> = {
  QUICK_REPLY: 'quick_reply',
  URL: 'url',
  COPY_CODE: 'copy_code',
  FLOW: 'flow',
  CATALOG: 'catalog',
  MPM: 'mpm',
  ORDER_DETAILS: 'order_details',
  VOICE_CALL: 'voice_call',
};

/** Matches each sent button to the template's button at its index; `codeMax` is set for one-time codes. */
export function fillButtons(
  buttons: TemplateButton[],
  sent: SentComponent[],
  codeMax: number | undefined,
): FilledButton[] {
  const byIndex = new Map<number, SentComponent>();
  for (const component of sent) {
    const index = Number(component.index);
    const button = buttons[index];
    const subType = component.sub_type?.toLowerCase();
    if (!button) refuse(132012, `buttons: The template has no button at index ${index}`);
    if (byIndex.has(index)) refuse(132012, `buttons: Button at index ${index} is given twice`);
    if (SUB_TYPE_OF[button.type.toUpperCase()] !== subType) {
      refuse(132012, `buttons: Button at index ${index} is of type ${button.type}, not ${subType}`);
    }
    byIndex.set(index, component);
  }
  return buttons.map((button, index) => fillButton(button, index, byIndex.get(index), codeMax));
}

/** What a button that opens something is given. */
function actionOf(parameter: SentParameter | undefined, index: number): Fields {
  if (!parameter) refuse(131008, `buttons: Button at index ${index} requires a parameter`);
  if (parameter.type !== 'action')
    refuse(132012, `buttons: Button at index ${index} takes an action, not ${parameter.type}`);
  return parameter.action ?? {};
}

function fillButton(
  button: TemplateButton,
  index: number,
  sent: SentComponent | undefined,
  codeMax: number | undefined,
): FilledButton {
  const text = button.text ?? '';
  const [parameter, ...rest] = sent?.parameters ?? [];
  if (rest.length > 0) refuse(132000, `buttons: Button at index ${index} takes one parameter`);
  const missing = (what: string): never =>
    refuse(131008, `buttons: Button at index ${index} of type ${what} requires a parameter`);
  switch (button.type.toUpperCase()) {
    case 'QUICK_REPLY':
      if (parameter && parameter.type !== 'payload' && parameter.type !== 'text') {
        refuse(132012, `buttons: Button at index ${index} takes a payload, not ${parameter.type}`);
      }
      return { kind: 'reply', text, payload: parameter?.payload ?? String(parameter?.text ?? text) };
    case 'URL': {
      const url = button.url ?? '';
      const keys = placeholdersOf(url);
      if (keys.length === 0) {
        if (parameter) refuse(132000, `buttons: Button at index ${index} has no variable`);
        return { kind: 'url', text, url };
      }
      if (!parameter) return missing('Url');
      if (parameter.type !== 'text')
        refuse(132012, `buttons: Button at index ${index} takes a text, not ${parameter.type}`);
      const value = textOf(parameter, 'buttons');
      if (codeMax !== undefined) {
        if (lengthOf(value) > codeMax) refuse(131009, `buttons: A code has at most ${codeMax} characters`);
        return { kind: 'code', text, code: value };
      }
      return { kind: 'url', text, url: fillPlaceholders(url, new Map([[keys[0] ?? '1', value]])) };
    }
    case 'COPY_CODE':
      if (!parameter) return missing('Copy_code');
      if (!parameter.coupon_code) refuse(132012, `buttons: Button at index ${index} takes a coupon_code`);
      return { kind: 'code', text: text || 'Copy code', code: parameter.coupon_code };
    case 'MPM': {
      const { thumbnail_product_retailer_id: thumbnail, sections } = actionOf(parameter, index);
      if (typeof thumbnail !== 'string' || !Array.isArray(sections) || sections.length === 0)
        refuse(131008, `buttons: Button at index ${index} needs thumbnail_product_retailer_id and sections`);
      return { kind: 'other', text };
    }
    case 'ORDER_DETAILS':
      if (!isFields(actionOf(parameter, index).order_details))
        refuse(131008, `buttons: Button at index ${index} needs order_details`);
      return { kind: 'other', text };
    case 'FLOW':
      actionOf(parameter, index);
      return { kind: 'other', text };
    case 'PHONE_NUMBER':
      return { kind: 'phone', text, url: `tel:${button.phone_number ?? ''}` };
    default:
      return { kind: 'other', text };
  }
}
