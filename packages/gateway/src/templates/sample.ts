import { Readable } from 'node:stream';
import type { CloudApi } from '@parley/core/cloud-api';
import { readMediaValue, type TemplateDraft, type TemplateHeader } from '@parley/core/template';
import { metaProblem } from '../numbers/meta-problem.ts';
import type { Runtime } from '../runtime.ts';

/** Meta takes larger samples, but a reviewer needs to see one picture; this keeps a film out of memory. */
const SAMPLE_LIMIT_BYTES = 16 * 1024 * 1024;

/** The draft with the files of its headers as Meta wants samples: by the handle of a resumable upload. */
export async function withSample(
  runtime: Runtime,
  api: CloudApi,
  draft: TemplateDraft,
): Promise<TemplateDraft> {
  const { components, cards } = draft;
  const header = await withHandle(runtime, api, components.header, 'header.example');
  const carded = [];
  for (const [index, card] of cards.entries()) {
    const own = await withHandle(runtime, api, card.header, `cards[${index}].header.example`);
    carded.push({ ...card, ...(own ? { header: own } : {}) });
  }
  return { ...draft, components: { ...components, ...(header ? { header } : {}) }, cards: carded };
}

async function withHandle(
  runtime: Runtime,
  api: CloudApi,
  header: TemplateHeader | undefined,
  path: string,
): Promise<TemplateHeader | undefined> {
  if (header === undefined || !('example' in header) || header.example === undefined) return header;
  const value = readMediaValue(header.example);
  if (!('mediaId' in value)) return header;
  const media = await api.getMedia(value.mediaId);
  if (!media.ok) throw metaProblem(media, path);
  const pieces: Uint8Array[] = [];
  const read = await api.downloadMedia(media.value.url, SAMPLE_LIMIT_BYTES, async (piece) => {
    pieces.push(piece);
  });
  if (!read.ok) throw metaProblem(read, path);
  const handle = await api.uploadSample(runtime.settings.whatsApp.appId, {
    content: Readable.from(pieces),
    bytes: read.value,
    mimeType: media.value.mimeType ?? 'application/octet-stream',
  });
  if (!handle.ok) throw metaProblem(handle, path);
  return { ...header, example: handle.value };
}
