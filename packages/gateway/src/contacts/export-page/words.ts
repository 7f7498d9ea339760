import { english } from './english.ts';
import { german } from './german.ts';

/** The words of the page; both languages have the same ones. */
export type PageWords = typeof english;

/** The words in one language. */
export function pageWords(language: 'de' | 'en'): PageWords {
  return language === 'de' ? german : english;
}

/** A word of a catalogue; what is newer than the catalogue stands as it is. */
export function wordFor(catalogue: Readonly<Record<string, string>>, name: string): string {
  return (Object.hasOwn(catalogue, name) ? catalogue[name] : undefined) ?? name;
}
