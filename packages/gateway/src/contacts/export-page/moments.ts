/** Writes stored moments as people read them. */
export type Moments = { readonly moment: (iso: string) => string; readonly day: (iso: string) => string };

/** Moments in the business's time zone. */
export function momentsIn(language: 'de' | 'en', timeZone: string): Moments {
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone });
  return { moment: (iso) => moment.format(new Date(iso)), day: (iso) => day.format(new Date(iso)) };
}
