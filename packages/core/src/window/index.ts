export type { ServiceWindow } from './window.ts';
export { CLOSING_SOON_MS, DEFAULT_MARGIN_MS, WINDOW_MS, windowAt } from './window.ts';
