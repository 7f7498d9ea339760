import type { Match } from '../records/conversation-row.ts';
import type { Person } from '../records/person.ts';
import type { FoundRow, SalesforcePort } from '../salesforce/port.ts';
import { quote } from '../salesforce/soql.ts';
import { hasNumber, phoneSearch } from './phone-search.ts';

/** More candidates than this are named only by their count. */
const NAMED_CANDIDATES = 8;

type Candidate = Person & { readonly name: string; readonly hasOwnNumber: boolean };

/**
 * Who has the number: the adapter's own indexed field first, the free-text phone fields second, and of
 * several records none. A match found by search fills the indexed field, so that the next one is exact.
 */
export async function findPerson(port: SalesforcePort, e164: string, defaultCountry: string): Promise<Match> {
  const indexed = await findByOwnField(port, e164);
  if (indexed.length > 0) return decideMatch(indexed);
  const found = (await port.search(phoneSearch(e164)))
    .filter((row) => hasNumber(row, e164, defaultCountry))
    .map(toCandidate)
    .filter((candidate) => candidate !== undefined);
  const match = decideMatch(found);
  if (match.kind === 'linked') {
    const hit = found.find((candidate) => candidate.id === match.person.id);
    // Whether this write succeeds does not matter: it only spares the next search.
    if (hit && !hit.hasOwnNumber)
      await port.update(match.person.object, [{ Id: match.person.id, WhatsApp_E164__c: e164 }]);
  }
  return match;
}

/** Every Contact and open Lead whose WhatsApp number is that one. */
export async function findByOwnField(port: SalesforcePort, e164: string): Promise<Candidate[]> {
  const where = `WHERE WhatsApp_E164__c = ${quote(e164)}`;
  const pages = await port.queryAll([
    `SELECT Id, Name FROM Contact ${where} LIMIT 50`,
    `SELECT Id, Name FROM Lead ${where} AND IsConverted = false LIMIT 50`,
  ]);
  return pages
    .flat()
    .map(toCandidate)
    .filter((candidate) => candidate !== undefined);
}

/** One Contact wins over Leads; of several equals none does. */
function decideMatch(candidates: readonly Candidate[]): Match {
  const contacts = candidates.filter((candidate) => candidate.object === 'Contact');
  const wanted = contacts.length > 0 ? contacts : candidates;
  const [first, ...others] = wanted;
  if (!first) return { kind: 'none' };
  if (others.length === 0) return { kind: 'linked', person: { object: first.object, id: first.id } };
  const named = wanted.slice(0, NAMED_CANDIDATES).map(({ name, object, id }) => `${name} (${object} ${id})`);
  return { kind: 'ambiguous', note: `${wanted.length} records have this number: ${named.join(', ')}.` };
}

function toCandidate(row: FoundRow): Candidate | undefined {
  const object = (row.attributes as { type?: unknown } | undefined)?.type;
  if (object !== 'Contact' && object !== 'Lead') return undefined;
  return { object, id: row.Id, name: String(row.Name ?? ''), hasOwnNumber: row.WhatsApp_E164__c != null };
}
