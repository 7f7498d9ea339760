import type { AccountOrigin } from './origin.ts';

type AboutTemplate = AccountOrigin & {
  readonly templateId: string;
  readonly name: string;
  /** With an underscore, whichever way Meta wrote it. */
  readonly language: string;
  readonly raw: unknown;
};

/** Meta's review or quality control changed what the template may do. */
export type TemplateStatusEvent = AboutTemplate & {
  readonly kind: 'template_status';
  /** Meta's event, such as APPROVED, PAUSED, FLAGGED. */
  readonly status: string;
  readonly category?: string;
  readonly reason?: string;
  /** What Meta found, and what it advises. */
  readonly rejection?: { readonly reason?: string; readonly recommendation?: string };
  /** As Meta writes it: a date in words, or Unix seconds. */
  readonly disabledOn?: string;
  /** Why it is paused or locked: FIRST_PAUSE, RATE_LIMITING_PAUSE and the like, with a sentence. */
  readonly pause?: { readonly title?: string; readonly description?: string };
};

/** Meta moves the template to another category. `upcoming` when `category` is announced and not yet in force. */
export type TemplateCategoryEvent = AboutTemplate & {
  readonly kind: 'template_category';
  readonly category: string;
  readonly previous?: string;
  readonly upcoming: boolean;
  readonly inForceFrom?: Date;
};

/** Meta thinks that the template belongs to another category; nothing has changed yet. */
export type TemplateCategoryDoubtEvent = AboutTemplate & {
  readonly kind: 'template_category_doubt';
  readonly category?: string;
  readonly correctCategory?: string;
};

/** The template's quality score changed. */
export type TemplateQualityEvent = AboutTemplate & {
  readonly kind: 'template_quality';
  readonly quality: string;
  readonly previous?: string;
};

/** The template's text or buttons were changed. */
export type TemplateComponentsEvent = AboutTemplate & {
  readonly kind: 'template_components';
  readonly title?: string;
  readonly body?: string;
  readonly footer?: string;
  readonly buttons: readonly {
    readonly type?: string;
    readonly text?: string;
    readonly url?: string;
    readonly phoneNumber?: string;
  }[];
};

/** What a webhook says about a template. */
export type TemplateEvent =
  | TemplateStatusEvent
  | TemplateCategoryEvent
  | TemplateCategoryDoubtEvent
  | TemplateQualityEvent
  | TemplateComponentsEvent;
