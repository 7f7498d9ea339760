import type { ConsentState } from '@parley/core/consent';
import { type MomentFault, momentFaults } from '../moment.ts';

type Language = 'de' | 'en';

/** Why a row of a list did not become a proven consent. */
export type ImportReason =
  | { readonly code: 'erased' }
  | { readonly code: 'left'; readonly state: ConsentState }
  | { readonly code: 'no_date' | 'no_text_version' | 'unknown_text' | 'id_taken' }
  | { readonly code: MomentFault }
  | { readonly code: 'unreadable'; readonly fault: Readonly<Record<Language, string>> };

const left: Readonly<Partial<Record<ConsentState, Readonly<Record<Language, string>>>>> = {
  withdrawn: { de: 'hat sich abgemeldet', en: 'has opted out' },
  objected: { de: 'hat widersprochen', en: 'has objected' },
  provider_stop: { de: 'hat Werbung in WhatsApp abgestellt', en: 'has switched off marketing in WhatsApp' },
  on_hold: { de: 'hat sich vielleicht abgemeldet', en: 'may have opted out' },
  refused: { de: 'hat abgelehnt', en: 'has refused' },
};

const sentences: Readonly<
  Record<Exclude<ImportReason['code'], 'left' | 'unreadable' | MomentFault>, Record<Language, string>>
> = {
  erased: {
    de: 'Die Daten dieser Person wurden gelöscht; sie wird nicht mehr angeschrieben. Nichts wurde eingetragen.',
    en: "This person's data were erased, and they are not written to any more. Nothing was recorded.",
  },
  no_date: {
    de: 'Ohne Zeitpunkt ist die Einwilligung nicht belegt; nennen Sie occurredAt.',
    en: 'Without a moment the consent is not proven; name occurredAt.',
  },
  no_text_version: {
    de: 'Ohne den Text, dem zugestimmt wurde, ist die Einwilligung nicht belegt; nennen Sie textVersion.',
    en: 'Without the text that was agreed to the consent is not proven; name textVersion.',
  },
  unknown_text: {
    de: 'Diese Fassung des Textes ist nicht hinterlegt; legen Sie sie an (PUT /v1/consent/texts/{version}/{language}).',
    en: 'This version of the text is not kept here; add it (PUT /v1/consent/texts/{version}/{language}).',
  },
  id_taken: {
    de: 'externalId: Unter dieser Kennung steht schon der Eintrag einer anderen Person; geben Sie jeder Zeile eine eigene. Nichts wurde eingetragen.',
    en: "externalId: another person's entry has this id already; give each row an id of its own. Nothing was recorded.",
  },
};

/** The reason as a person reads it. */
export function importReason(reason: ImportReason, language: Language): string {
  if (reason.code === 'unreadable') return `contact: ${reason.fault[language]}`;
  if (reason.code === 'in_the_future' || reason.code === 'too_early')
    return `occurredAt: ${momentFaults[reason.code][language]}`;
  if (reason.code !== 'left') return sentences[reason.code][language];
  const what = left[reason.state]?.[language] ?? '';
  return language === 'de'
    ? `Die Person ${what}; eine Liste ändert daran nichts. Nichts wurde eingetragen.`
    : `The person ${what}; no list changes that. Nothing was recorded.`;
}
