import type { Database } from '../state/database.ts';
import { EVERYDAY_TEMPLATES } from './seed/everyday.ts';
import { SPECIAL_TEMPLATES } from './seed/special.ts';
import { saveTemplate } from './template.ts';

/** Puts the templates of a new sandbox in place, unless there are some already; part of a write. */
export function seedTemplates(db: Database): void {
  if (db.get('SELECT 1 FROM templates')) return;
  for (const template of [...EVERYDAY_TEMPLATES, ...SPECIAL_TEMPLATES]) saveTemplate(db, template);
}
