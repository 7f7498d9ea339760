import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import { object, optional, text } from '../shape/shape.ts';
import { type Review, reviewTemplate } from '../templates/review-template.ts';
import { findTemplate, findTemplateById, type Template, templatesNamed } from '../templates/template.ts';
import { ControlError, requireShape, wrongField } from './control-error.ts';

const reviewShape = object({
  decision: optional(text({ oneOf: ['approve', 'reject', 'pause', 'disable'] })),
  category: optional(text({ oneOf: ['AUTHENTICATION', 'MARKETING', 'UTILITY'] })),
  reason: optional(text({ max: 200 })),
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
  const review = { ...(body as Review) };
  if (typeof review.category === 'string') review.category = review.category.toUpperCase() as 'UTILITY';
  requireShape(reviewShape, review);
  if (!review.decision && !review.category) {
    throw wrongField(
      'decision',
      'is required (approve, reject, pause or disable), unless category is given.',
    );
  }
  return review;
}

/** By id, by name and language, or by name alone: then every language of it. */
function findReviewed({ db }: Sandbox, given: string, language: string | undefined): Template[] {
  const [name = '', inName] = given.split('/');
  const wanted = language ?? inName;
  const byId = findTemplateById(db, given);
  const found = byId ? [byId] : wanted ? [findTemplate(db, name, wanted)] : templatesNamed(db, name);
  const templates = found.filter((one) => one !== undefined);
  if (templates.length === 0) {
    throw new ControlError(404, 'There is no such template; give its id, its name, or name/language.');
  }
  return templates;
}
