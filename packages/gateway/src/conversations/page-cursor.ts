import { invalidField } from '../http/api-problem.ts';

/** Where a page of conversations ends: the activity and id of its last one. */
export type PageEnd = { readonly activityAt: number; readonly id: string };

/** The end of a page as opaque text. */
export function pageCursor({ activityAt, id }: PageEnd): string {
  return Buffer.from(`${activityAt} ${id}`).toString('base64url');
}

/** Reads what `pageCursor` wrote; throws 422 for anything else. */
export function readPageCursor(cursor: string): PageEnd {
  const match = /^(\d{1,15}) (\S{1,100})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!match?.[1] || !match[2])
    throw invalidField('cursor', {
      en: 'is not a cursor of this list; use one from an answer',
      de: 'ist keine Fortsetzungsmarke dieser Liste; nehmen Sie eine aus einer Antwort',
    });
  return { activityAt: Number(match[1]), id: match[2] };
}
