/** The consent fields of a Contact or Lead. `synced` is what Parley wrote into `optIn` last. */
export type ConsentFields = {
  readonly optIn: string | null;
  readonly synced: string | null;
  readonly source: string | null;
  readonly date: string | null;
  readonly textVersion: string | null;
  /** The record's WhatsApp number, and the one the shown consent belongs to. */
  readonly number: string | null;
  readonly consentNumber: string | null;
};

/** What a person in Salesforce wants with the change of the field. */
export type FieldChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'withdraw' }
  | {
      readonly kind: 'grant';
      readonly source: string;
      readonly date: string;
      readonly textVersion: string | null;
    }
  | { readonly kind: 'proof_missing' }
  | { readonly kind: 'restore' };

/** Written as `synced` while an opt-in waits for its source and date. */
export const PROOF_MISSING = 'Proof missing';

/**
 * Reads the change off the fields: whatever differs from what Parley wrote was changed by a person (or a flow).
 * Only "Opted Out" and "Opted In" are theirs to set; an opt-in counts only with where and when the person
 * agreed. Any other value is put back, so that clearing the field never lifts an opt-out; so is the value after
 * a change of the number, since consent does not move to another one.
 */
export function readFieldChange(fields: ConsentFields): FieldChange {
  if (fields.optIn === fields.synced) return { kind: hasNewNumber(fields) ? 'restore' : 'none' };
  const waiting = fields.synced === PROOF_MISSING && fields.optIn === 'Pending';
  if (fields.optIn === 'Opted Out') return { kind: 'withdraw' };
  if (fields.optIn !== 'Opted In' && !waiting) return { kind: 'restore' };
  const { source, date, textVersion } = fields;
  if (source && date) return { kind: 'grant', source, date, textVersion };
  return waiting ? { kind: 'none' } : { kind: 'proof_missing' };
}

function hasNewNumber({ number, consentNumber }: ConsentFields): boolean {
  return number !== null && consentNumber !== null && number !== consentNumber;
}
