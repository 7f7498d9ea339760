import { RowFault } from './api-error.ts';

/** What a test can ask the org to do wrong; every count goes down by one for each call or row it hits. */
export class Faults {
  #locks: { object: string | null; times: number } = { object: null, times: 0 };
  #unavailable: { method: string | null; times: number } = { method: null, times: 0 };
  #dropped = 0;
  #hanging = 0;
  #quotaGone = false;
  #refuseTokens = false;

  /** The next rows written (of that object) fail with UNABLE_TO_LOCK_ROW. */
  lockRows(times: number, object: string | null = null): void {
    this.#locks = { object, times };
  }

  /** The next calls (with that method) answer 503. */
  beUnavailable(times: number, method: string | null = null): void {
    this.#unavailable = { method, times };
  }

  /** The next writing calls are done, and then the connection breaks instead of an answer. */
  dropAnswers(times: number): void {
    this.#dropped = times;
  }

  /** The next calls are never answered. */
  hang(times: number): void {
    this.#hanging = times;
  }

  /** Every call is refused with REQUEST_LIMIT_EXCEEDED until it is given back. */
  useUpQuota(gone: boolean): void {
    this.#quotaGone = gone;
  }

  /** Tokens are handed out, and every one of them is refused: a session policy that forbids the API. */
  refuseEveryToken(refuse: boolean): void {
    this.#refuseTokens = refuse;
  }

  get quotaIsGone(): boolean {
    return this.#quotaGone;
  }

  get tokensAreRefused(): boolean {
    return this.#refuseTokens;
  }

  takeUnavailable(method: string): boolean {
    const fits = this.#unavailable.method === null || this.#unavailable.method === method;
    if (!fits || this.#unavailable.times === 0) return false;
    this.#unavailable.times--;
    return true;
  }

  takeHang(): boolean {
    if (this.#hanging === 0) return false;
    this.#hanging--;
    return true;
  }

  takeDrop(): boolean {
    if (this.#dropped === 0) return false;
    this.#dropped--;
    return true;
  }

  checkLock(object: string): void {
    const fits = this.#locks.object === null || this.#locks.object === object;
    if (!fits || this.#locks.times === 0) return;
    this.#locks.times--;
    throw new RowFault('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record');
  }
}
