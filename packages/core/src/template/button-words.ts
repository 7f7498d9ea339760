import type { TemplateButton } from './template.ts';

type Labelled = Extract<
  TemplateButton['kind'],
  | 'copy_code'
  | 'otp'
  | 'catalog'
  | 'multi_product'
  | 'single_product'
  | 'contact_request'
  | 'voice_call'
  | 'order_details'
>;

const english: Readonly<Record<Labelled, string>> = {
  copy_code: 'Copy code',
  otp: 'Copy code',
  catalog: 'View catalog',
  multi_product: 'View items',
  single_product: 'View',
  contact_request: 'Share phone number',
  voice_call: 'Call now',
  order_details: 'Review and pay',
};

const german: Readonly<Record<Labelled, string>> = {
  copy_code: 'Code kopieren',
  otp: 'Code kopieren',
  catalog: 'Katalog ansehen',
  multi_product: 'Artikel ansehen',
  single_product: 'Ansehen',
  contact_request: 'Telefonnummer teilen',
  voice_call: 'Jetzt anrufen',
  order_details: 'Prüfen und bezahlen',
};

/** What stands on a button that has no words of its own: WhatsApp writes it, in the language of the phone. */
export function labelOf({ kind, text }: TemplateButton, language: string): string {
  if (text !== '') return text;
  const words: Readonly<Partial<Record<string, string>>> = /^de(_|$)/.test(language) ? german : english;
  return words[kind] ?? '';
}
