// Meta fixes the words of authentication templates and does not always send them along; these stand in for a
// preview then. What the customer gets is Meta's own wording in the template's language.
type AuthenticationText = {
  readonly body: string;
  readonly recommendation: string;
  readonly expiry: (minutes: number) => string;
};

const english: AuthenticationText = {
  body: '*{{1}}* is your verification code.',
  recommendation: 'For your security, do not share this code.',
  expiry: (minutes) => `This code expires in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
};

const german: AuthenticationText = {
  body: '*{{1}}* ist dein Verifizierungscode.',
  recommendation: 'Gib diesen Code zu deiner Sicherheit nicht weiter.',
  expiry: (minutes) => `Dieser Code läuft in ${minutes} ${minutes === 1 ? 'Minute' : 'Minuten'} ab.`,
};

/** Meta's fixed words for a one-time code, in German for German templates, else in English. */
export function authenticationText(language: string): AuthenticationText {
  return /^de(_|$)/.test(language) ? german : english;
}
