export { isAllowedHost, plainHost } from './allowed.ts';
export type { Reach } from './reach.ts';
export { reachOf } from './reach.ts';
