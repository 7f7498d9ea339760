import type { VariableProblem } from './check-value.ts';
import type { VariableFault } from './check-variables.ts';
import { LOGIN_CODE_LIMIT, PRODUCT_SECTIONS, PRODUCTS_IN_ALL, SPACES_IN_A_ROW } from './limits.ts';

type Sentence = (fault: VariableFault) => string;

const english: Readonly<Record<VariableProblem, Sentence>> = {
  missing: ({ key }) => `The variable “${key}” is missing.`,
  empty: ({ key }) => `The variable “${key}” is empty; Meta accepts no empty value.`,
  unknown: ({ key, known }) =>
    known?.length
      ? `The template has no variable “${key}”; it has: ${known.join(', ')}.`
      : `The template has no variable “${key}”; it has none at all.`,
  not_text: ({ key }) => `The value of “${key}” must be text.`,
  too_long: ({ key, limit }) => `The value of “${key}” is too long: at most ${limit ?? 0} characters fit.`,
  line_break: ({ key }) => `The value of “${key}” has a line break; Meta allows none inside a variable.`,
  tab: ({ key }) => `The value of “${key}” has a tab; Meta allows none inside a variable.`,
  spaces: ({ key }) => `The value of “${key}” has more than ${SPACES_IN_A_ROW} spaces in a row.`,
  not_https: ({ key }) =>
    `The value of “${key}” must be an https address that Meta can reach, or “media:” with the id of an uploaded file.`,
  private_host: ({ key, host }) =>
    `The value of “${key}” must be an https address that Meta can reach; this one points into a private network, and the operator can allow “${host ?? ''}” in PARLEY_ALLOWED_HOSTS.`,
  not_a_code: ({ key }) =>
    `The value of “${key}” must be a plain code of up to ${LOGIN_CODE_LIMIT} letters and digits, without links or emoji.`,
  not_a_latitude: ({ key }) =>
    `The value of “${key}” must be a latitude between -90 and 90, such as 52.5163.`,
  not_a_longitude: ({ key }) =>
    `The value of “${key}” must be a longitude between -180 and 180, such as 13.3777.`,
  not_an_instant: ({ key }) =>
    `The value of “${key}” must be a moment with its time zone, such as 2026-12-24T18:00:00Z.`,
  not_products: ({ key }) =>
    `The value of “${key}” must be JSON such as [{"title":"New","products":["sku-1"]}], with up to ${PRODUCT_SECTIONS} sections and ${PRODUCTS_IN_ALL} products.`,
  not_an_order: ({ key }) =>
    `The value of “${key}” must be the order as a JSON object with reference_id and total_amount.`,
  whole_url: ({ key }) =>
    `“${key}” takes only the end of the address: the template already has its beginning.`,
  unsupported: ({ key }) =>
    `The template has a part that Parley can't fill (${key}); choose a template without it.`,
};

const german: Readonly<Record<VariableProblem, Sentence>> = {
  missing: ({ key }) => `Die Variable „${key}“ fehlt.`,
  empty: ({ key }) => `Die Variable „${key}“ ist leer; Meta nimmt keinen leeren Wert an.`,
  unknown: ({ key, known }) =>
    known?.length
      ? `Die Vorlage hat keine Variable „${key}“; sie hat: ${known.join(', ')}.`
      : `Die Vorlage hat keine Variable „${key}“; sie hat gar keine.`,
  not_text: ({ key }) => `Der Wert von „${key}“ muss Text sein.`,
  too_long: ({ key, limit }) =>
    `Der Wert von „${key}“ ist zu lang: höchstens ${limit ?? 0} Zeichen passen hinein.`,
  line_break: ({ key }) =>
    `Der Wert von „${key}“ enthält einen Zeilenumbruch; Meta erlaubt in Variablen keinen.`,
  tab: ({ key }) => `Der Wert von „${key}“ enthält einen Tabulator; Meta erlaubt in Variablen keinen.`,
  spaces: ({ key }) =>
    `Der Wert von „${key}“ enthält mehr als ${SPACES_IN_A_ROW} Leerzeichen hintereinander.`,
  not_https: ({ key }) =>
    `Der Wert von „${key}“ muss eine https-Adresse sein, die Meta erreichen kann, oder „media:“ mit der Kennung einer hochgeladenen Datei.`,
  private_host: ({ key, host }) =>
    `Der Wert von „${key}“ muss eine https-Adresse sein, die Meta erreichen kann; diese zeigt in ein privates Netz, und der Betreiber kann „${host ?? ''}“ in PARLEY_ALLOWED_HOSTS erlauben.`,
  not_a_code: ({ key }) =>
    `Der Wert von „${key}“ muss ein einfacher Code aus bis zu ${LOGIN_CODE_LIMIT} Buchstaben und Ziffern sein, ohne Links und Emojis.`,
  not_a_latitude: ({ key }) =>
    `Der Wert von „${key}“ muss ein Breitengrad zwischen -90 und 90 sein, etwa 52.5163.`,
  not_a_longitude: ({ key }) =>
    `Der Wert von „${key}“ muss ein Längengrad zwischen -180 und 180 sein, etwa 13.3777.`,
  not_an_instant: ({ key }) =>
    `Der Wert von „${key}“ muss ein Zeitpunkt mit Zeitzone sein, etwa 2026-12-24T18:00:00Z.`,
  not_products: ({ key }) =>
    `Der Wert von „${key}“ muss JSON sein wie [{"title":"Neu","products":["sku-1"]}], mit bis zu ${PRODUCT_SECTIONS} Abschnitten und ${PRODUCTS_IN_ALL} Produkten.`,
  not_an_order: ({ key }) =>
    `Der Wert von „${key}“ muss die Bestellung als JSON-Objekt mit reference_id und total_amount sein.`,
  whole_url: ({ key }) =>
    `„${key}“ nimmt nur das Ende der Adresse auf: Ihr Anfang steht schon in der Vorlage.`,
  unsupported: ({ key }) =>
    `Die Vorlage hat einen Teil, den Parley nicht ausfüllen kann (${key}); wählen Sie eine Vorlage ohne ihn.`,
};

/** One sentence that tells a person what is wrong with a variable. */
export function describeFault(fault: VariableFault, language: 'de' | 'en'): string {
  return (language === 'de' ? german : english)[fault.problem](fault);
}
