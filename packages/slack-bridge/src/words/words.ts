import { english } from './english.ts';
import { german } from './german.ts';

/** The bridge's own words; both languages have the same ones. */
export type Words = typeof english;

/** The words in one language. */
export function wordsIn(language: 'de' | 'en'): Words {
  return language === 'de' ? german : english;
}
