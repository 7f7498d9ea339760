import type { BothLanguages } from '../http/wording.ts';

/** A backup or restore that was not done; nothing was changed. */
export class BackupFailed extends Error {
  readonly wording: BothLanguages;

  constructor(wording: BothLanguages, cause?: unknown) {
    super(wording.en, { cause });
    this.name = 'BackupFailed';
    this.wording = wording;
  }
}
