// Meta fixes the words of authentication templates and does not always send them along; these stand in for a
// preview then. What the customer gets is Meta's own wording in the template's language.
type AuthenticationText = {
  readonly body: string;
  readonly recommendation: string;
  readonly expiry: (minutes: number) => string;
};

const counted = (minutes: number, one: string, many: string) => `${minutes} ${minutes === 1 ? one : many}`;

const english: AuthenticationText = {
  body: '*{{1}}* is your verification code.',
  recommendation: 'For your security, do not share this code.',
  expiry: (minutes) => `This code expires in ${counted(minutes, 'minute', 'minutes')}.`,
};

const byLanguage: Readonly<Partial<Record<string, AuthenticationText>>> = {
  de: {
    body: '*{{1}}* ist dein Verifizierungscode.',
    recommendation: 'Gib diesen Code zu deiner Sicherheit nicht weiter.',
    expiry: (minutes) => `Dieser Code läuft in ${counted(minutes, 'Minute', 'Minuten')} ab.`,
  },
  en: english,
  es: {
    body: '*{{1}}* es tu código de verificación.',
    recommendation: 'Por tu seguridad, no lo compartas.',
    expiry: (minutes) => `Este código caduca en ${counted(minutes, 'minuto', 'minutos')}.`,
  },
  fr: {
    body: '*{{1}}* est votre code de vérification.',
    recommendation: 'Pour votre sécurité, ne le partagez pas.',
    expiry: (minutes) => `Ce code expire dans ${counted(minutes, 'minute', 'minutes')}.`,
  },
  it: {
    body: '*{{1}}* è il tuo codice di verifica.',
    recommendation: 'Per la tua sicurezza, non condividerlo.',
    expiry: (minutes) => `Questo codice scade tra ${counted(minutes, 'minuto', 'minuti')}.`,
  },
  nl: {
    body: '*{{1}}* is je verificatiecode.',
    recommendation: 'Deel deze code voor je eigen veiligheid niet.',
    expiry: (minutes) => `Deze code verloopt over ${counted(minutes, 'minuut', 'minuten')}.`,
  },
  pl: {
    body: '*{{1}}* to Twój kod weryfikacyjny.',
    recommendation: 'Dla bezpieczeństwa nie udostępniaj go.',
    expiry: (minutes) => `Kod wygasa za ${minutes} min.`,
  },
  pt: {
    body: '*{{1}}* é seu código de verificação.',
    recommendation: 'Para sua segurança, não o compartilhe.',
    expiry: (minutes) => `Este código expira em ${counted(minutes, 'minuto', 'minutos')}.`,
  },
  tr: {
    body: '*{{1}}* doğrulama kodunuz.',
    recommendation: 'Güvenliğiniz için bu kodu paylaşmayın.',
    expiry: (minutes) => `Bu kodun süresi ${minutes} dakika içinde doluyor.`,
  },
};

/** Meta's fixed words for a one-time code, in the template's language where we know them, else in English. */
export function authenticationText(language: string): AuthenticationText {
  return byLanguage[language.split('_')[0] ?? ''] ?? english;
}
