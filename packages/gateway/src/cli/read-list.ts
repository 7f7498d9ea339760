import { createHash } from 'node:crypto';
import { UsageError } from './command.ts';
import { readTextFile } from './values.ts';

/** A list of people from a file, with the file's checksum for the ledger. */
export type PeopleList = { readonly rows: readonly Record<string, string>[]; readonly sha256: string };

/** The columns of a list; the first is the one that must be there. */
const COLUMNS = ['contact', 'name', 'occurredAt', 'textVersion', 'language', 'externalId', 'proof'] as const;

/** Reads a CSV with a heading: `contact` and any of the other columns, separated by commas or semicolons. */
export function readPeopleList(path: string): PeopleList {
  const text = readTextFile(path);
  const [heading = [], ...lines] = parseCsv(text.replace(/^\uFEFF/, ''));
  const columns = heading.map((name) => name.trim());
  const unknown = columns.find((name) => !(COLUMNS as readonly string[]).includes(name));
  if (unknown !== undefined || !columns.includes('contact'))
    throw new UsageError({
      en: `The first line of ${path} must name its columns: contact, and any of ${COLUMNS.slice(1).join(', ')}${unknown === undefined ? '' : `; "${unknown}" is none of them`}.`,
      de: `Die erste Zeile von ${path} muss ihre Spalten nennen: contact, und beliebige von ${COLUMNS.slice(1).join(', ')}${unknown === undefined ? '' : `; "${unknown}" gehört nicht dazu`}.`,
    });
  const rows = lines.map((cells) =>
    Object.fromEntries(
      columns.flatMap((name, at) => {
        const cell = cells[at]?.trim() ?? '';
        return cell === '' ? [] : [[name, cell] as const];
      }),
    ),
  );
  return { rows, sha256: createHash('sha256').update(text).digest('hex') };
}

/** Lines and cells as RFC 4180 has them; spreadsheets of German systems separate by semicolons. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const [first = ''] = text.split('\n', 1);
  const separator = first.includes(';') && !first.includes(',') ? ';' : ',';
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (isQuoted && letter === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && letter === separator) {
      cells.push(cell);
      cell = '';
    } else if (!isQuoted && letter === '\n') {
      lines.push([...cells, cell]);
      [cells, cell] = [[], ''];
    } else if (isQuoted || letter !== '\r') cell += letter;
  }
  lines.push([...cells, cell]);
  return lines.filter((line) => line.some((each) => each.trim() !== ''));
}
