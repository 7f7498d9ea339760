import type { Sandbox } from '../sandbox.ts';
import { enqueueWebhook } from '../webhooks/outbox.ts';
import { accountEnvelope } from '../webhooks/payloads.ts';
import { beginPause, forgetPause, isOnePauseTooMany, pauseTitle } from './pause.ts';
import { isPromotional } from './promotion.ts';
import { saveTemplate, type Template, type TemplateCategory, type TemplateStatus } from './template.ts';

/** What a reviewer can decide. */
export type ReviewDecision = 'approve' | 'reject' | 'pause' | 'unpause' | 'disable' | 'appeal' | 'archive';

export type Quality = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';

export type Review = {
  decision?: ReviewDecision | undefined;
  category?: TemplateCategory | undefined;
  reason?: string | undefined;
  quality?: Quality | undefined;
  /** The category is only announced; it changes with a later review. */
  upcoming?: boolean | undefined;
};

const STATUS_AFTER: Record<ReviewDecision, Exclude<TemplateStatus, 'PENDING'>> = {
  approve: 'APPROVED',
  reject: 'REJECTED',
  pause: 'PAUSED',
  unpause: 'APPROVED',
  disable: 'DISABLED',
  appeal: 'IN_APPEAL',
  archive: 'ARCHIVED',
};

/** Reviews a template as Meta does and queues the webhooks that tell it; part of a write. */
export function reviewTemplate(sandbox: Sandbox, template: Template, review: Review): Template {
  const { decision, quality, reason } = review;
  const pauses = (template.pauses ?? 0) + (decision === 'pause' ? 1 : 0);
  const isOut = decision === 'pause' && isOnePauseTooMany(pauses);
  const decided = decision ? STATUS_AFTER[decision] : template.status;
  const status = isOut ? 'DISABLED' : decided;
  const category = categoryAfter(template, review);
  const reviewed: Template = { ...template, status, category };
  if (pauses > 0) reviewed.pauses = pauses;
  delete reviewed.rejected_reason;
  if (status === 'REJECTED') reviewed.rejected_reason = reason ?? 'INVALID_FORMAT';
  if (category !== template.category) reviewed.previous_category = template.category;
  if (quality) reviewed.quality_score = { score: quality };
  saveTemplate(sandbox.db, reviewed);
  if (decision) forgetPause(sandbox.db, reviewed.id);
  if (decision && status === 'PAUSED') beginPause(sandbox.db, reviewed.id, pauses, sandbox.now());
  tellCategory(sandbox, template, reviewed, review);
  if (quality && quality !== template.quality_score?.score) tellQuality(sandbox, template, quality);
  const isResumed = decision === 'unpause' && template.status === 'PAUSED';
  if (decision) tellStatus(sandbox, reviewed, status, { reason, isResumed });
  sandbox.changes.tell({ kind: 'state' });
  return reviewed;
}

// Since April 2025 a utility template that advertises is approved as marketing, whatever was asked for.
function categoryAfter(template: Template, { category, decision, upcoming }: Review): TemplateCategory {
  if (category && upcoming !== true) return category;
  const isPassed = decision === 'approve' && template.category === 'UTILITY' && template.status === 'PENDING';
  return isPassed && isPromotional(template) ? 'MARKETING' : template.category;
}

function tellCategory(sandbox: Sandbox, before: Template, after: Template, review: Review): void {
  const names = about(after);
  if (review.upcoming === true && review.category)
    tell(sandbox, 'template_category_update', {
      ...names,
      new_category: after.category,
      correct_category: review.category,
      category_update_timestamp: Math.floor(sandbox.now() / 1000) + NOTICE_SECONDS,
    });
  else if (after.category !== before.category)
    tell(sandbox, 'template_category_update', {
      ...names,
      previous_category: before.category,
      new_category: after.category,
    });
}

function tellQuality(sandbox: Sandbox, template: Template, quality: Quality): void {
  tell(sandbox, 'message_template_quality_update', {
    ...about(template),
    previous_quality_score: template.quality_score?.score ?? 'UNKNOWN',
    new_quality_score: quality,
  });
}

/** Queues the webhook about a template's new state; part of a write. */
export function tellStatus(
  sandbox: Sandbox,
  template: Template,
  event: string,
  { reason, isResumed }: { reason?: string | undefined; isResumed?: boolean } = {},
): void {
  tell(sandbox, 'message_template_status_update', {
    event,
    ...about(template),
    message_template_category: template.category,
    reason: reason ?? template.rejected_reason ?? 'NONE',
    ...(event === 'REJECTED' && {
      rejection_info: {
        reason: template.rejected_reason,
        recommendation: 'Change the template so that it follows the guidelines, then submit it again.',
      },
    }),
    ...(event === 'PAUSED' && {
      other_info: {
        title: pauseTitle(template.pauses ?? 1),
        description: 'The template is paused because customers rated it low.',
      },
    }),
    ...(isResumed === true && {
      other_info: { title: 'UNPAUSE', description: 'The pause is over; the template can be sent again.' },
    }),
    ...(event === 'DISABLED' && {
      disable_info: { disable_date: Math.floor(sandbox.now() / 1000) },
      other_info: { title: 'DISABLED', description: 'The template is disabled for good.' },
    }),
  });
}

/** Meta announces another category a day ahead. */
const NOTICE_SECONDS = 24 * 60 * 60;

/** In webhooks the template id is a number. */
const about = (template: Template) => ({
  message_template_id: Number(template.id),
  message_template_name: template.name,
  message_template_language: template.language,
});

const tell = (sandbox: Sandbox, field: string, value: Record<string, unknown>): void =>
  enqueueWebhook(
    sandbox,
    'account',
    accountEnvelope(sandbox.account.businessAccountId, field, value, sandbox.now()),
  );
