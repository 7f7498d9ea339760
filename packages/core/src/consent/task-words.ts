import type { TaskAnswer, TaskKind } from './task.ts';

type Language = 'de' | 'en';
type Words = {
  readonly questions: Readonly<Record<TaskKind, string>>;
  readonly answers: Readonly<Record<TaskAnswer, readonly [label: string, effect: string]>>;
};

const words: Readonly<Record<Language, Words>> = {
  de: {
    questions: {
      opt_out:
        'Der Kunde meldet sich vielleicht ab. Bis Sie das geklärt haben, geht keine Werbung an ihn. Was meint er?',
      rights_request:
        'Der Kunde macht vielleicht ein Recht nach der DSGVO geltend (Auskunft, Löschung, Widerspruch). Bis Sie das erledigt haben, geht keine Werbung an ihn.',
    },
    answers: {
      opt_out: ['Abmeldung bestätigen', 'Die Abmeldung gilt von seiner Nachricht an.'],
      no_opt_out: ['War keine Abmeldung', 'Alles ist wieder, wie es vorher war.'],
      done: ['Erledigt', 'Die Anfrage ist beantwortet; Werbung ruht nicht länger ihretwegen.'],
      no_request: ['War keine Anfrage', 'Alles ist wieder, wie es vorher war.'],
    },
  },
  en: {
    questions: {
      opt_out:
        'The customer may be opting out. Until you have settled it no advertising goes to them. What do they mean?',
      rights_request:
        'The customer may be claiming a right under the GDPR (access, erasure, objection). Until you have dealt with it no advertising goes to them.',
    },
    answers: {
      opt_out: ['Confirm the opt-out', 'The opt-out counts from their message on.'],
      no_opt_out: ['Was no opt-out', 'Everything is again as it was before.'],
      done: ['Done', 'The claim is answered; advertising no longer rests because of it.'],
      no_request: ['Was no claim', 'Everything is again as it was before.'],
    },
  },
};

/** What a task asks of a person. */
export function taskQuestion(kind: TaskKind, language: Language): string {
  return words[language].questions[kind];
}

/** An answer as it stands on a button, and what it does. */
export function taskAnswerWords(
  answer: TaskAnswer,
  language: Language,
): { readonly label: string; readonly effect: string } {
  const [label, effect] = words[language].answers[answer];
  return { label, effect };
}
