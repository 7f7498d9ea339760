import { type CliCall, UsageError } from './command.ts';

/** A secret from the standard input, so that neither the history nor the list of processes shows it. */
export async function secretFrom(
  { world }: CliCall,
  what: { readonly en: string; readonly de: string },
): Promise<string> {
  const text = (await world.readInput()).trim();
  if (text !== '') return text;
  throw new UsageError({
    en: `Nothing came by the standard input: give ${what.en} there, such as with < file.`,
    de: `Über die Standardeingabe kam nichts: Geben Sie ${what.de} dort, etwa mit < Datei.`,
  });
}
