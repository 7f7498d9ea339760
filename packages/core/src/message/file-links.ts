import type { OutboundContent } from './content.ts';

/** A link to a file, and where in the content it stands. */
export type FileLink = { readonly link: string; readonly path: readonly (string | number)[] };

/** The links to files of a content; those in variables of a template are `checkVariables`' to judge. */
export function fileLinksOf(content: OutboundContent): readonly FileLink[] {
  switch (content.type) {
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return content.link === undefined ? [] : [{ link: content.link, path: ['link'] }];
    case 'buttons':
    case 'link':
    case 'flow': {
      const { header } = content;
      if (header === undefined || header.type === 'text' || header.link === undefined) return [];
      return [{ link: header.link, path: ['header', 'link'] }];
    }
    case 'raw': {
      const type = String(content.message.type);
      const payload = content.message[type];
      return isObject(payload) ? fileLinksIn(payload, ['message', type]) : [];
    }
    default:
      return [];
  }
}

const files: ReadonlySet<unknown> = new Set(['image', 'video', 'audio', 'document', 'sticker']);

/** The links to files inside a part of a Cloud API message; what else is called a link is none of ours. */
export function fileLinksIn(part: object, path: FileLink['path']): readonly FileLink[] {
  return Object.entries(part).flatMap(([key, inner]): readonly FileLink[] => {
    if (isObject(inner)) return fileLinksIn(inner, [...path, Array.isArray(part) ? Number(key) : key]);
    return key === 'link' && files.has(path.at(-1)) ? [{ link: String(inner), path: [...path, key] }] : [];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
