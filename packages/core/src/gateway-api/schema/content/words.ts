import * as z from 'zod';

/**
 * A text of at most so many characters, counted as Meta counts them: an emoji outside the basic plane is one. WhatsApp
 * shows nothing of one that is only spaces, and Meta refuses it, so that it is refused here too where one is required.
 */
export function textUpTo(max: number, min = 1) {
  return z
    .string()
    .min(min)
    .refine((text) => min === 0 || text === '' || text.trim() !== '', 'must not be only spaces')
    .check((context) => {
      const { value: input } = context;
      if (input.length <= max || [...input].length <= max) return;
      context.issues.push({ code: 'too_big', origin: 'string', maximum: max, inclusive: true, input });
    })
    .meta({ maxLength: max });
}

/** Whether no value is there twice. */
export function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
