import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import { flag, object, optional, text } from '../shape/shape.ts';
import { type Review, type ReviewDecision, reviewTemplate } from '../templates/review-template.ts';
import { findTemplate, findTemplateById, type Template, templatesNamed } from '../templates/template.ts';
import { ControlError, requireShape, wrongField } from './control-error.ts';

// The verb, as one decides, and the state, as Meta writes it in answers and webhooks.
const DECISIONS: Readonly<Record<string, ReviewDecision>> = {
  approve: 'approve',
  approved: 'approve',
  reject: 'reject',
  rejected: 'reject',
  pause: 'pause',
  paused: 'pause',
  disable: 'disable',
  disabled: 'disable',
  unpause: 'unpause',
  unpaused: 'unpause',
  appeal: 'appeal',
  in_appeal: 'appeal',
  archive: 'archive',
  archived: 'archive',
};

/** Under which of these the decision stands is nothing that anybody remembers. */
const DECISION_FIELDS = ['decision', 'action', 'status'] as const;

const decision = optional(text({ oneOf: Object.keys(DECISIONS) }));

const reviewShape = object({
  decision,
  action: decision,
  status: decision,
  category: optional(text({ oneOf: ['AUTHENTICATION', 'MARKETING', 'UTILITY'] })),
  reason: optional(text({ max: 200 })),
  quality: optional(text({ oneOf: ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] })),
  upcoming: optional(flag),
});

type Params = { Params: { id: string; language?: string } };

/** Plays the reviewer: approve, reject, pause, disable, change the category. */
export function reviewRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { db } = sandbox;
  for (const path of ['/sandbox/templates/:id/review', '/sandbox/templates/:id/:language/review']) {
    app.post<Params>(path, async ({ params, body }) => {
      const review = readReview(body);
      const found = findReviewed(sandbox, params.id, params.language);
      const reviewed = await db.write(() => found.map((one) => reviewTemplate(sandbox, one, review)));
      const templates = reviewed.map(({ id, name, language, status, category }) => ({
        id,
        name,
        language,
        status,
        category,
      }));
      return { ...templates[0], templates };
    });
  }
}

function readReview(body: unknown): Review {
  const given = { ...(body as Record<string, unknown>) };
  for (const field of ['category', 'quality'])
    if (typeof given[field] === 'string') given[field] = String(given[field]).trim().toUpperCase();
  for (const field of DECISION_FIELDS) {
    const value = given[field];
    if (typeof value === 'string') given[field] = value.trim().toLowerCase();
  }
  requireShape(reviewShape, given);
  const words = DECISION_FIELDS.flatMap((field) => (given[field] === undefined ? [] : String(given[field])));
  const [decided, ...others] = new Set(words.map((word) => DECISIONS[word]));
  if (others.length > 0)
    throw wrongField('decision', 'is given more than once, and not the same; give it once.');
  if (!decided && given.category === undefined && given.quality === undefined) {
    throw wrongField(
      'decision',
      'is required (approve, reject, pause, unpause, disable, appeal or archive), unless category or quality is given.',
    );
  }
  const { category, reason, quality, upcoming } = given as Omit<Review, 'decision'>;
  return { decision: decided, category, reason, quality, upcoming };
}

/** By id, by name and language, or by name alone: then every language of it. */
function findReviewed({ db }: Sandbox, given: string, language: string | undefined): Template[] {
  const [name = '', inName] = given.split('/');
  const wanted = language ?? inName;
  const byId = findTemplateById(db, given);
  const named = () => (wanted ? [findTemplate(db, name, wanted)] : templatesNamed(db, name));
  const found = byId ? [byId] : named();
  const templates = found.filter((one) => one !== undefined);
  if (templates.length === 0) {
    throw new ControlError(404, 'There is no such template; give its id, its name, or name/language.');
  }
  return templates;
}
