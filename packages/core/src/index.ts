export type { ParleyErrorCode } from './errors.ts';
export { ParleyError } from './errors.ts';
