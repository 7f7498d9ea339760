/** What people write in one language, sorted by what it means for their consent. */
export type Sentences = {
  /** An agreed word, as people type it. */
  readonly plain: readonly string[];
  /** Has to do with something else, however much it looks like an opt-out. */
  readonly falseFriends: readonly string[];
  /** Everyday sentences. */
  readonly everyday: readonly string[];
  /** May take something back: a person has to read it. */
  readonly doubtful: readonly string[];
  /** Claims a right under the GDPR. */
  readonly rights: readonly string[];
};

/** Every filling of the templates: `{name}` stands for each of the words under that name. */
export function fill(
  templates: readonly string[],
  slots: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  return templates.flatMap((template) => {
    const name = /\{(\w+)\}/.exec(template)?.[1];
    if (name === undefined) return [template];
    const words = slots[name];
    if (!words) throw new Error(`Nothing stands for {${name}}`);
    return fill(
      words.map((word) => template.replace(`{${name}}`, word)),
      slots,
    );
  });
}

/** A word as thumbs, keyboards and moods write it. */
export function typed(word: string): readonly string[] {
  const upper = word.toUpperCase();
  const lower = word.toLowerCase();
  const first = upper.slice(0, 1) + lower.slice(1);
  return [
    upper, lower, first, `${first}!`, `${lower}.`, `${upper}!!!`, `  ${lower}  `, `\n${first}\n`, `"${first}"`,
    `„${first}“`, `‚${lower}‘`, `»${first}«`, `*${upper}*`, `_${lower}_`, `${first} 🙏`, `🛑 ${upper} 🛑`,
    `${lower}\u200b`, `\ufeff${first}`, `${upper}\ufe0f`, `(${lower})`, `...${lower}...`, `${first} 👍🏽`,
    `${first} 🇩🇪`, lower.replaceAll(' ', '\u00a0'), lower.replaceAll(' ', '  '), [...upper].map(wide).join(''),
  ]; // biome-ignore format: one line for each kind would be a page
}

// Full-width letters, as keyboards of East Asia write them.
function wide(letter: string): string {
  return /[A-Z]/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter;
}
