import bolt from '@slack/bolt';
import type { Logger } from './logger.ts';

/** Bolt's warnings and errors in our log. Only their first word: the rest may hold a request's body. */
export function boltLogger(log: Logger) {
  return {
    debug() {},
    info() {},
    warn: (...words: unknown[]) => log.warn({}, `Bolt: ${String(words[0])}`),
    error: (...words: unknown[]) => log.error({}, `Bolt: ${String(words[0])}`),
    setLevel() {},
    setName() {},
    getLevel: () => bolt.LogLevel.WARN,
  };
}
