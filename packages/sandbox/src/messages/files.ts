import { GraphError } from '../graph/graph-error.ts';
import { refusalOfLink } from '../media/link.ts';
import { type MediaKind, unfitAs } from '../media/media-kinds.ts';
import { findMedia } from '../media/media-store.ts';
import type { Sandbox } from '../sandbox.ts';
import { type Fields, isFields } from '../shape/shape.ts';
import type { MessageError, OutboundDelivery } from './message.ts';

type File = { kind: MediaKind; id?: string; link?: string };

const KINDS: readonly MediaKind[] = ['image', 'video', 'audio', 'document', 'sticker'];

/** Every file that a message names, wherever it stands: in the message, a header or a card. */
function filesIn(value: unknown): File[] {
  if (Array.isArray(value)) return value.flatMap(filesIn);
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const kind = KINDS.find((one) => one === key);
    if (!kind || !isFields(inner)) return filesIn(inner);
    const { id, link } = inner;
    return [{ kind, ...(typeof id === 'string' && { id }), ...(typeof link === 'string' && { link }) }];
  });
}

/**
 * Looks at the files of a message: an unknown id or a link that is not https is refused at once; a file of the
 * wrong type, and a link that can't be fetched, fail afterwards, as with Meta.
 */
export function examineFiles(sandbox: Sandbox, send: Fields): Pick<OutboundDelivery, 'links' | 'failure'> {
  const links: { kind: MediaKind; url: string }[] = [];
  let failure: MessageError | undefined;
  for (const { kind, id, link } of filesIn(send)) {
    if (link !== undefined) {
      const refusal = refusalOfLink(link);
      if (refusal) throw new GraphError(131053, { details: refusal });
      links.push({ kind, url: link });
    } else if (id !== undefined) {
      const media = findMedia(sandbox, id);
      if (!media)
        throw new GraphError(131009, {
          details: `Media id ${id.slice(0, 40)} does not exist or has expired.`,
        });
      const unfit = unfitAs(kind, media.mimeType, media.size);
      if (unfit) failure ??= { code: 131053, details: unfit };
    }
  }
  return { ...(links.length > 0 && { links }), ...(failure && { failure }) };
}
