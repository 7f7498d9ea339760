/** Reads variables one by one and collects what is wrong with them, so that it can be told all at once. */
export type Variables = {
  readonly problems: string[];
  /** The trimmed value; a variable that is set to nothing counts as not set. */
  text(name: string): string | undefined;
  /** The value if it fits; else its problem is noted and the fallback stands in. */
  read<Value>(name: string, fallback: Value, parse: (text: string) => Value | undefined, must: string): Value;
};

export function variablesOf(env: Readonly<Record<string, string | undefined>>): Variables {
  const problems: string[] = [];
  const text = (name: string) => env[name]?.trim() || undefined;
  return {
    problems,
    text,
    read(name, fallback, parse, must) {
      const value = text(name);
      if (value === undefined) return fallback;
      const parsed = parse(value);
      if (parsed !== undefined) return parsed;
      problems.push(`${name} ${must}.`);
      return fallback;
    },
  };
}

export function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port >= 0 && port <= 65_535 ? port : undefined;
}

export function parseFlag(text: string): boolean | undefined {
  if (/^(true|1|yes|on)$/i.test(text)) return true;
  return /^(false|0|no|off)$/i.test(text) ? false : undefined;
}

/** One of some words. */
export function oneOf<const Word extends string>(
  ...words: readonly Word[]
): (text: string) => Word | undefined {
  return (text) => words.find((word) => word === text);
}

/** An http or https address without a slash at its end. */
export function parseUrl(text: string): string | undefined {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) return undefined;
  return text.replace(/\/+$/, '');
}

/** A secret that travels in a header: visible ASCII, long enough not to be guessed. */
export function parseKey(text: string): string | undefined {
  return /^[\x21-\x7e]{32,500}$/.test(text) ? text : undefined;
}

/** Comma-separated entries, none of them empty. */
export function parseList(text: string): readonly string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
