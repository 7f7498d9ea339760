import { readFileSync } from 'node:fs';
import { UsageError } from './command.ts';

/** The words of a list with commas or blanks between them. */
export function wordsIn(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[\s,]+/).filter((word) => word !== '');
}

/** The whole number of an option. */
export function numberIn(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError({
    en: `--${option} must be a whole number.`,
    de: `--${option} muss eine ganze Zahl sein.`,
  });
}

/** `name=value` pairs. */
export function pairsIn(option: string, texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
      throw new UsageError({
        en: `--${option} must be name=value, such as --${option} first_name=Erika.`,
        de: `--${option} muss name=wert sein, etwa --${option} first_name=Erika.`,
      });
    }),
  );
}

/** The text of a file of the person at the console. */
export function readTextFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError({
      en: `${path} cannot be read (${code}): check its name and who may read it.`,
      de: `${path} ist nicht lesbar (${code}): Prüfen Sie den Namen, und wer die Datei lesen darf.`,
    });
  }
}

/** The JSON of a file of the person at the console. */
export function readJsonFile(path: string): unknown {
  try {
    return JSON.parse(readTextFile(path)) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError({
      en: `${path} is not valid JSON: check quotes, commas and brackets.`,
      de: `${path} ist kein gültiges JSON: Prüfen Sie Anführungszeichen, Kommas und Klammern.`,
    });
  }
}
