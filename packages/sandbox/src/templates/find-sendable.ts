import { GraphError } from '../graph/graph-error.ts';
import type { Database } from '../state/database.ts';
import { findTemplate, type Template } from './template.ts';

/** The approved template of a send, or the refusal of one that is missing, paused, disabled or not approved. */
export function findSendable(db: Database, name: string, language: string): Template {
  const template = findTemplate(db, name, language);
  const label = `template name (${name.slice(0, 80)})`;
  if (!template) throw new GraphError(132001, { details: `${label} does not exist in ${language}` });
  switch (template.status) {
    case 'APPROVED':
      return template;
    case 'PAUSED':
      throw new GraphError(132015, {
        details: `${label} in ${language} is paused because of its low quality`,
      });
    case 'DISABLED':
      throw new GraphError(132016, { details: `${label} in ${language} is disabled for good` });
    case 'PENDING':
    case 'REJECTED':
    case 'IN_APPEAL':
    case 'ARCHIVED':
      throw new GraphError(132001, { details: `${label} is not approved in ${language}` });
  }
}
