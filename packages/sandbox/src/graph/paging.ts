import { GraphError } from './graph-error.ts';

/** Meta's page size, and the most it gives at once. */
const LIMIT_DEFAULT = 25;
const LIMIT_MAX = 1_000;

type PageQuery = { limit?: string; after?: string; before?: string };

const cursorOf = (id: string): string => Buffer.from(`at:${id}`).toString('base64');
const idOf = (cursor: string): string => Buffer.from(cursor, 'base64').toString().replace(/^at:/, '');

/** One page of a list with Graph's cursors; `next` is there only when more follows. */
export function pageOf<T extends { id: string }>(items: T[], query: PageQuery, address: URL) {
  const limit = Math.min(readLimit(query.limit), LIMIT_MAX);
  const { start, end } = reachOf(items, query, limit);
  const page = items.slice(start, end);
  const first = page[0];
  const last = page.at(-1);
  if (!first || !last) return { data: page };
  const link = (key: 'after' | 'before', id: string): string => {
    const url = new URL(address);
    url.searchParams.delete('after');
    url.searchParams.delete('before');
    url.searchParams.delete('access_token');
    url.searchParams.set(key, cursorOf(id));
    return url.href;
  };
  return {
    data: page,
    paging: {
      cursors: { before: cursorOf(first.id), after: cursorOf(last.id) },
      ...(end < items.length && { next: link('after', last.id) }),
      ...(start > 0 && { previous: link('before', first.id) }),
    },
  };
}

function readLimit(limit: string | undefined): number {
  if (limit === undefined) return LIMIT_DEFAULT;
  const read = Number(limit);
  if (!Number.isInteger(read) || read < 1)
    throw new GraphError(100, { details: 'limit must be a whole number from 1.' });
  return read;
}

/** Where the page begins and before which item it ends; a page before a cursor never has the cursor's own item. */
function reachOf(items: { id: string }[], { after, before }: PageQuery, limit: number) {
  const cursor = after ?? before;
  if (cursor === undefined) return { start: 0, end: limit };
  const index = items.findIndex(({ id }) => id === idOf(cursor));
  if (index < 0) throw new GraphError(100, { details: 'The cursor is not known; start again without it.' });
  return after !== undefined
    ? { start: index + 1, end: index + 1 + limit }
    : { start: Math.max(0, index - limit), end: index };
}
