import { ApiError } from './api-error.ts';

/** A literal of the query; datetimes come unquoted and are kept apart from texts. */
export type Literal =
  | { kind: 'text'; value: string }
  | { kind: 'datetime'; value: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'number'; value: number }
  | { kind: 'null' };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'IN' | 'NOT IN' | 'LIKE';

/** The WHERE clause as a tree. */
export type Condition =
  | { kind: 'compare'; field: string; operator: Operator; literals: Literal[] }
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'not'; part: Condition };

/** A parsed query of the subset this fake serves. */
export type Query = {
  fields: string[];
  from: string;
  where: Condition | null;
  orderBy: { field: string; descending: boolean }[];
  limit: number | null;
};

const TOKEN =
  /\s*(?:('(?:[^'\\]|\\[\s\S])*')|(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))|(!=|<=|>=|[=<>(),])|([A-Za-z_][\w.]*)|(-?\d+(?:\.\d+)?))/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Parses one query, or refuses it with MALFORMED_QUERY as an org does. */
export function parseSoql(source: string): Query {
  const tokens = new Tokens(source);
  tokens.word('SELECT');
  const fields = [tokens.name()];
  while (tokens.take(',')) fields.push(tokens.name());
  tokens.word('FROM');
  const from = tokens.name();
  const where = tokens.takeWord('WHERE') ? parseEither(tokens) : null;
  const orderBy: Query['orderBy'] = [];
  if (tokens.takeWord('ORDER')) {
    tokens.word('BY');
    do {
      const field = tokens.name();
      const descending = tokens.takeWord('DESC');
      if (!descending) tokens.takeWord('ASC');
      orderBy.push({ field, descending });
    } while (tokens.take(','));
  }
  const limit = tokens.takeWord('LIMIT') ? tokens.number() : null;
  tokens.end();
  return { fields, from, where, orderBy, limit };
}

/** Parses a WHERE clause on its own, as SOSL has it inside RETURNING. */
export function parseCondition(source: string): Condition {
  const tokens = new Tokens(source);
  const condition = parseEither(tokens);
  tokens.end();
  return condition;
}

/** AND and OR on one level without parentheses are refused, as Salesforce refuses them. */
function parseEither(tokens: Tokens): Condition {
  const parts = [parseOne(tokens)];
  let kind: 'and' | 'or' | null = null;
  for (;;) {
    const or = () => (tokens.takeWord('OR') ? 'or' : null);
    const next = tokens.takeWord('AND') ? 'and' : or();
    if (!next) break;
    if (kind && kind !== next) throw malformed(`unexpected token: ${next}`);
    kind = next;
    parts.push(parseOne(tokens));
  }
  return kind ? { kind, parts } : (parts[0] as Condition);
}

function parseOne(tokens: Tokens): Condition {
  if (tokens.takeWord('NOT')) return { kind: 'not', part: parseOne(tokens) };
  if (tokens.take('(')) {
    const inner = parseEither(tokens);
    tokens.expect(')');
    return inner;
  }
  const field = tokens.name();
  const operator = tokens.operator();
  if (operator !== 'IN' && operator !== 'NOT IN')
    return { kind: 'compare', field, operator, literals: [tokens.literal()] };
  tokens.expect('(');
  const literals = [tokens.literal()];
  while (tokens.take(',')) literals.push(tokens.literal());
  tokens.expect(')');
  return { kind: 'compare', field, operator, literals };
}

type Token = { kind: 'text' | 'datetime' | 'sign' | 'word' | 'number'; value: string };

class Tokens {
  readonly #all: Token[] = [];
  #at = 0;

  constructor(source: string) {
    TOKEN.lastIndex = 0;
    let end = 0;
    while (source.slice(end).trim() !== '') {
      const match = TOKEN.exec(source);
      if (!match) throw malformed(`unexpected token: ${source.slice(end).trim().slice(0, 20)}`);
      end = TOKEN.lastIndex;
      const [, text, datetime, sign, word, number] = match;
      if (text !== undefined) this.#all.push({ kind: 'text', value: unquote(text) });
      else if (datetime !== undefined) this.#all.push({ kind: 'datetime', value: datetime });
      else if (sign !== undefined) this.#all.push({ kind: 'sign', value: sign });
      else if (word !== undefined) this.#all.push({ kind: 'word', value: word });
      else this.#all.push({ kind: 'number', value: number ?? '' });
    }
  }

  take(sign: string): boolean {
    const token = this.#all[this.#at];
    if (token?.kind !== 'sign' || token.value !== sign) return false;
    this.#at++;
    return true;
  }

  takeWord(word: string): boolean {
    const token = this.#all[this.#at];
    if (token?.kind !== 'word' || token.value.toUpperCase() !== word) return false;
    this.#at++;
    return true;
  }

  expect(sign: string): void {
    if (!this.take(sign)) throw this.#unexpected();
  }

  word(word: string): void {
    if (!this.takeWord(word)) throw this.#unexpected();
  }

  name(): string {
    const token = this.#all[this.#at];
    if (token?.kind !== 'word') throw this.#unexpected();
    this.#at++;
    return token.value;
  }

  number(): number {
    const token = this.#all[this.#at];
    if (token?.kind !== 'number' || !/^\d+$/.test(token.value)) throw this.#unexpected();
    this.#at++;
    return Number(token.value);
  }

  operator(): Operator {
    for (const sign of ['=', '!=', '<=', '>=', '<', '>'] as const) if (this.take(sign)) return sign;
    if (this.takeWord('LIKE')) return 'LIKE';
    if (this.takeWord('IN')) return 'IN';
    if (this.takeWord('NOT')) {
      this.word('IN');
      return 'NOT IN';
    }
    throw this.#unexpected();
  }

  literal(): Literal {
    const token = this.#all[this.#at];
    if (!token || token.kind === 'sign') throw this.#unexpected();
    this.#at++;
    if (token.kind === 'text') return { kind: 'text', value: token.value };
    if (token.kind === 'number') return { kind: 'number', value: Number(token.value) };
    if (token.kind === 'datetime')
      return { kind: 'datetime', value: Date.parse(token.value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) };
    const word = token.value.toLowerCase();
    if (word === 'null') return { kind: 'null' };
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' };
    this.#at--;
    throw this.#unexpected();
  }

  end(): void {
    if (this.#at < this.#all.length) throw this.#unexpected();
  }

  #unexpected(): ApiError {
    const token = this.#all[this.#at];
    return malformed(token ? `unexpected token: ${token.value}` : "unexpected token: '<EOF>'");
  }
}

function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\([\s\S])/g, (_, letter: string) => ESCAPES[letter] ?? letter);
}

function malformed(message: string): ApiError {
  return new ApiError(400, 'MALFORMED_QUERY', message);
}
