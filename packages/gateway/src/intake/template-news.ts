import type {
  TemplateCategoryEvent,
  TemplateQualityEvent,
  TemplateStatusEvent,
} from '@parley/core/cloud-api';
import type { RawNews } from './tell-raw.ts';

/** What Meta says of a template beside the state that it is in now: why, until when, and what it advises. */
export function templateNews(
  item: TemplateStatusEvent | TemplateCategoryEvent | TemplateQualityEvent,
): RawNews {
  switch (item.kind) {
    case 'template_status':
      return withoutGaps({
        status: item.status,
        reason: item.rejection?.reason ?? item.reason,
        recommendation: item.rejection?.recommendation,
        pause: item.pause?.title,
        explanation: item.pause?.description,
        disabledOn: item.disabledOn,
      });
    case 'template_category':
      return withoutGaps({
        [item.upcoming ? 'upcomingCategory' : 'category']: item.category,
        previousCategory: item.previous,
        inForceFrom: item.inForceFrom?.toISOString(),
      });
    case 'template_quality':
      return withoutGaps({ quality: item.quality, previousQuality: item.previous });
  }
}

function withoutGaps(news: Readonly<Record<string, string | undefined>>): RawNews {
  return Object.fromEntries(
    Object.entries(news).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
