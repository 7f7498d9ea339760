import type { LintFinding } from './finding.ts';
import { english } from './words-english.ts';
import { german } from './words-german.ts';

/** One sentence that says what is wrong and what to do. */
export function describeFinding(finding: LintFinding, language: 'de' | 'en'): string {
  return (language === 'de' ? german : english)[finding.code](finding);
}
