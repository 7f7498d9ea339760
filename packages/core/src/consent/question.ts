import { CONSENT_ANSWERS } from './keywords.ts';

/** The purposes that a person can be asked about: answers need no consent, and a code is asked for by the person. */
export const askedPurposes = ['marketing', 'utility'] as const;
export type AskedPurpose = (typeof askedPurposes)[number];

type Language = 'de' | 'en';
type Business = { readonly name: string; readonly privacyUrl: string | null };
type Button = { readonly id: string; readonly title: string };

const subjects: Readonly<Record<Language, Readonly<Record<AskedPurpose, string>>>> = {
  de: {
    marketing: 'Werbung (Angebote und Neuigkeiten)',
    utility: 'Benachrichtigungen zu Bestellungen, Terminen und Anliegen',
  },
  en: {
    marketing: 'advertising (offers and news)',
    utility: 'notifications about orders, appointments and requests',
  },
};

/**
 * The question for consent: who asks, for what, and how to withdraw; no advertising, since the question itself may
 * count as such. Its words must not include one that is an answer or an opt-out only after an offer, such as NEIN.
 */
export function consentQuestion(
  language: Language,
  purpose: AskedPurpose,
  { name, privacyUrl }: Business,
): { readonly body: string; readonly buttons: readonly [yes: Button, no: Button] } {
  const subject = subjects[language][purpose];
  const [sentences, yes, no] =
    language === 'de'
      ? [
          [
            `Darf ${name} Ihnen per WhatsApp ${subject} senden?`,
            'Ihre Antwort ist freiwillig; eine Einwilligung können Sie jederzeit mit STOP widerrufen.',
            ...(privacyUrl === null ? [] : [`Datenschutz: ${privacyUrl}`]),
          ],
          'Ja',
          'Nein',
        ]
      : [
          [
            `May ${name} send you ${subject} by WhatsApp?`,
            'Your answer is voluntary; you can withdraw a consent at any time by sending STOP.',
            ...(privacyUrl === null ? [] : [`Privacy: ${privacyUrl}`]),
          ],
          'Yes',
          'No',
        ];
  return {
    body: sentences.join(' '),
    buttons: [
      { id: CONSENT_ANSWERS.yes, title: yes },
      { id: CONSENT_ANSWERS.no, title: no },
    ],
  };
}

/** What a person sends to agree by a link: their own declaration, with the code that binds it to the text they saw. */
export function optInSentence(
  language: Language,
  purpose: AskedPurpose,
  business: Pick<Business, 'name'>,
  code: string,
): string {
  const subject = subjects[language][purpose];
  return language === 'de'
    ? `Ja, ich möchte von ${business.name} per WhatsApp ${subject} erhalten. Ich kann das jederzeit mit STOP widerrufen. Code ${code}`
    : `Yes, I want to receive ${subject} from ${business.name} by WhatsApp. I can withdraw this at any time with STOP. Code ${code}`;
}
