export type { FreeEntry } from './free-entry.ts';
export { ENTRY_ANSWER_MS, FREE_ENTRY_MS, freeEntryUntil } from './free-entry.ts';
export type { ServiceWindow } from './window.ts';
export { CLOSING_SOON_MS, DEFAULT_MARGIN_MS, WINDOW_MS, windowAt } from './window.ts';
