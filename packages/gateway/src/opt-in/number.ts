import { invalidField } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';
import { forbiddenNumber, mayUse, type NumberRow } from '../numbers/choose-number.ts';
import type { Tx } from '../store/index.ts';

/** The number that a link leads to: the one named, or the only one the key may use. */
export async function numberOf(tx: Tx, key: CallerKey, named: string | undefined): Promise<NumberRow> {
  const numbers = await tx.selectFrom('business_number').selectAll().orderBy('id').execute();
  if (named === undefined) {
    const usable = numbers.filter(({ id, state }) => state === 'connected' && mayUse(key, id));
    const [only] = usable;
    if (only && usable.length === 1) return only;
    throw invalidField(
      'number',
      only
        ? {
            en: 'several numbers are connected; name the one to write to, GET /v1/numbers lists them',
            de: 'mehrere Nummern sind verbunden; nennen Sie die, an die geschrieben wird, GET /v1/numbers listet alle auf',
          }
        : {
            en: 'no number is connected yet; connect one first',
            de: 'noch ist keine Nummer verbunden; verbinden Sie zuerst eine',
          },
    );
  }
  const number = numbers.find(({ id }) => id === named);
  if (!number)
    throw invalidField('number', {
      en: `there is no number "${named}"; GET /v1/numbers lists them`,
      de: `es gibt keine Nummer "${named}"; GET /v1/numbers listet alle auf`,
    });
  if (!mayUse(key, number.id)) throw forbiddenNumber(number.id);
  return number;
}
