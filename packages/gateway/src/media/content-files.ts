import type { MediaKind, OutboundContent } from '@parley/core/message';

/** A file that a content names by its id: what it is to be shown as, and where in the content it stands. */
export type FileUse = { readonly mediaId: string; readonly kind: MediaKind; readonly path: string };

/** The files that a content names by their ids, in the order of the content. */
export function filesOf(content: OutboundContent): readonly FileUse[] {
  const uses: FileUse[] = [];
  replaceFiles(content, (use) => {
    uses.push(use);
    return use.mediaId;
  });
  return uses;
}

/** The content with other ids in place of those of its files. */
export function replaceFiles(content: OutboundContent, replace: (use: FileUse) => string): OutboundContent {
  switch (content.type) {
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker': {
      const { type, mediaId } = content;
      return mediaId === undefined
        ? content
        : { ...content, mediaId: replace({ mediaId, kind: type, path: 'mediaId' }) };
    }
    case 'buttons':
    case 'link':
    case 'flow': {
      const { header } = content;
      if (header === undefined || header.type === 'text' || header.mediaId === undefined) return content;
      const mediaId = replace({ mediaId: header.mediaId, kind: header.type, path: 'header.mediaId' });
      return { ...content, header: { ...header, mediaId } };
    }
    case 'template': {
      const { variables } = content;
      return variables === undefined
        ? content
        : { ...content, variables: replaceInVariables(variables, replace) };
    }
    default:
      return content;
  }
}

// `header_image`, and the same in a card of a carousel.
const fileKey = /^(?:card_\d+_)?header_(image|video|document)$/;
const fileValue = /^media:(.+)$/;

function replaceInVariables(
  variables: Readonly<Record<string, string>>,
  replace: (use: FileUse) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(variables).map(([key, value]) => {
      const kind = fileKey.exec(key)?.[1] as 'image' | 'video' | 'document' | undefined;
      const mediaId = fileValue.exec(value)?.[1];
      if (kind === undefined || mediaId === undefined) return [key, value];
      return [key, `media:${replace({ mediaId, kind, path: `variables.${key}` })}`];
    }),
  );
}
