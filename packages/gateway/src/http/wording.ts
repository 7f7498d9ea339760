export type Language = 'de' | 'en';

/** Words for people: one text where it reads the same in every language or was chosen before, else one for each. */
export type Wording = string | BothLanguages;

export type BothLanguages = Readonly<Record<Language, string>>;

/** What is wrong with one field of a request. */
export type WordedFault = { readonly path: string; readonly message: Wording };

/** The words as a person reads them. */
export function inLanguage(wording: Wording, language: Language): string {
  return typeof wording === 'string' ? wording : wording[language];
}
