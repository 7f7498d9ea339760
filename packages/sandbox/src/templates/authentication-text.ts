type Words = { code: string; advice: string; expiry: (minutes: number) => string };

/** How the fixed text of an authentication template reads; Meta has it in all languages, the sandbox in these. */
const WORDS: Record<string, Words> = {
  de: {
    code: '*{{1}}* ist dein Verifizierungscode.',
    advice: ' Gib diesen Code zu deiner Sicherheit nicht weiter.',
    expiry: (minutes) => `Dieser Code läuft in ${minutes} Minuten ab.`,
  },
  en: {
    code: '*{{1}}* is your verification code.',
    advice: ' For your security, do not share this code.',
    expiry: (minutes) => `This code expires in ${minutes} minutes.`,
  },
  es: {
    code: '*{{1}}* es tu código de verificación.',
    advice: ' Por tu seguridad, no lo compartas.',
    expiry: (minutes) => `Este código caduca en ${minutes} minutos.`,
  },
  fr: {
    code: '*{{1}}* est votre code de vérification.',
    advice: ' Pour votre sécurité, ne le partagez pas.',
    expiry: (minutes) => `Ce code expire dans ${minutes} minutes.`,
  },
};

/** The words of a language, English where the sandbox has none. */
export const authenticationWords = (language: string): Words =>
  WORDS[language.split('_')[0] ?? ''] ?? (WORDS.en as Words);
