import type { Template } from '../template/template.ts';

/** Reads a template as Graph lists it; undefined when it lacks what makes it one (id, name, language). */
export function templateFromGraph(_json: unknown): Template | undefined {
  return undefined;
}
