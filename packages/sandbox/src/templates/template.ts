import type { Database } from '../state/database.ts';

export type TemplateStatus =
  | 'PENDING'
  | 'APPROVED'
  | 'REJECTED'
  | 'PAUSED'
  | 'DISABLED'
  | 'IN_APPEAL'
  | 'ARCHIVED';

export type TemplateCategory = 'AUTHENTICATION' | 'MARKETING' | 'UTILITY';

export type TemplateButton = {
  type: string;
  text?: string;
  url?: string;
  phone_number?: string;
  example?: string[] | string;
  [more: string]: unknown;
};

/** One part of a template in Meta's own JSON. */
export type TemplateComponent = {
  type: string;
  format?: string;
  text?: string;
  buttons?: TemplateButton[];
  cards?: { components: TemplateComponent[] }[];
  example?: Record<string, unknown>;
  [more: string]: unknown;
};

/** A message template as the list of the Graph surface shows it. */
export type Template = {
  id: string;
  name: string;
  language: string;
  status: TemplateStatus;
  category: TemplateCategory;
  parameter_format: 'POSITIONAL' | 'NAMED';
  components: TemplateComponent[];
  previous_category?: TemplateCategory;
  rejected_reason?: string;
  message_send_ttl_seconds?: number;
  quality_score?: { score: string };
  /** When it was edited, and how often it was paused for low quality; Graph does not show them. */
  edits?: number[];
  pauses?: number;
};

const read = (row: { body: string }): Template => JSON.parse(row.body) as Template;

export const listTemplates = (db: Database): Template[] =>
  db.all<{ body: string }>('SELECT body FROM templates ORDER BY rowid').map(read);

export function findTemplate(db: Database, name: string, language: string): Template | undefined {
  const row = db.get<{ body: string }>(
    'SELECT body FROM templates WHERE name = ? AND language = ?',
    name,
    language,
  );
  return row && read(row);
}

export function findTemplateById(db: Database, id: string): Template | undefined {
  const row = db.get<{ body: string }>('SELECT body FROM templates WHERE id = ?', id);
  return row && read(row);
}

export const templatesNamed = (db: Database, name: string): Template[] =>
  db.all<{ body: string }>('SELECT body FROM templates WHERE name = ? ORDER BY rowid', name).map(read);

export function saveTemplate(db: Database, template: Template): void {
  db.run(
    `INSERT INTO templates (id, name, language, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
    template.id,
    template.name,
    template.language,
    JSON.stringify(template),
  );
}

export const deleteTemplate = (db: Database, id: string): void => {
  db.run('DELETE FROM templates WHERE id = ?', id);
};

/** The component of this kind, however its type is written. */
export const componentOf = (components: TemplateComponent[], type: string): TemplateComponent | undefined =>
  components.find((component) => component.type.toUpperCase() === type);
