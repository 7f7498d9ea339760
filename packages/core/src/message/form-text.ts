import { lines } from './lines.ts';
import type { ReceivedForm } from './received-content.ts';
import type { ReceivedWords } from './received-words.ts';

/** What a reader sees of a form at most; the rest is in the content. */
const ANSWERS_SHOWN = 50;
const ANSWER_SHOWN = 500;

/** Fields of a flow's answer that are the machine's, not the customer's. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['flow_token']);

/** What the customer filled in, a line for each field. */
export function formText({ answers, text }: ReceivedForm, words: ReceivedWords): string {
  const title = `[${words.form}]`;
  if (typeof answers === 'string') return lines(title, answers.slice(0, ANSWER_SHOWN));
  const shown = flat(answers).slice(0, ANSWERS_SHOWN);
  return shown.length > 0 ? lines(title, ...shown) : lines(title, text);
}

function flat(answers: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(answers).flatMap(([field, answer]): string[] => {
    if (OWN_FIELDS.has(field) || answer === null || answer === '') return [];
    if (typeof answer === 'object' && !Array.isArray(answer))
      return flat(answer as Readonly<Record<string, unknown>>);
    const said = Array.isArray(answer) ? answer.map(plain).join(', ') : plain(answer);
    return [`${field}: ${said.slice(0, ANSWER_SHOWN)}`];
  });
}

function plain(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
