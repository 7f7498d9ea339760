import type { Sandbox } from '../sandbox.ts';
import { enqueueWebhook } from '../webhooks/outbox.ts';
import { accountEnvelope } from '../webhooks/payloads.ts';
import { saveTemplate, type Template, type TemplateCategory, type TemplateStatus } from './template.ts';

/** What a reviewer can decide. */
export type ReviewDecision = 'approve' | 'reject' | 'pause' | 'disable';

export type Review = {
  decision?: ReviewDecision | undefined;
  category?: TemplateCategory | undefined;
  reason?: string | undefined;
};

const STATUS_AFTER: Record<ReviewDecision, Exclude<TemplateStatus, 'PENDING'>> = {
  approve: 'APPROVED',
  reject: 'REJECTED',
  pause: 'PAUSED',
  disable: 'DISABLED',
};

/** Reviews a template as Meta does and queues the webhooks that tell it; part of a write. */
export function reviewTemplate(sandbox: Sandbox, template: Template, review: Review): Template {
  const status = review.decision ? STATUS_AFTER[review.decision] : template.status;
  const category = review.category ?? template.category;
  const reviewed: Template = { ...template, status, category };
  delete reviewed.rejected_reason;
  if (status === 'REJECTED') reviewed.rejected_reason = review.reason ?? 'INVALID_FORMAT';
  if (category !== template.category) reviewed.previous_category = template.category;
  saveTemplate(sandbox.db, reviewed);
  if (category !== template.category) {
    tell(sandbox, 'template_category_update', {
      ...about(reviewed),
      previous_category: template.category,
      new_category: category,
    });
  }
  if (review.decision) tellStatus(sandbox, reviewed, status, review.reason);
  sandbox.changes.tell({ kind: 'state' });
  return reviewed;
}

/** Queues the webhook about a template's new state; part of a write. */
export function tellStatus(sandbox: Sandbox, template: Template, event: string, reason?: string): void {
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
        title: 'FIRST_PAUSE',
        description: 'The template is paused because customers rated it low.',
      },
    }),
    ...(event === 'DISABLED' && {
      disable_info: { disable_date: Math.floor(sandbox.now() / 1000) },
      other_info: { title: 'DISABLED', description: 'The template is disabled for good.' },
    }),
  });
}

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
