import { Readable } from 'node:stream';
import type { CloudApi, MediaFile } from '@parley/core/cloud-api';
import { bareMimeType, mediaLimits } from '@parley/core/message';
import { readMediaValue, type TemplateDraft, type TemplateHeader } from '@parley/core/template';
import { ApiProblem, invalidField } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';
import { findMedia } from '../media/find.ts';
import { metaProblem } from '../numbers/meta-problem.ts';
import type { Runtime } from '../runtime.ts';

/** Meta takes larger samples, but a reviewer needs to see one picture; this keeps a film out of memory. */
const SAMPLE_LIMIT_BYTES = 16 * 1024 * 1024;

/** Ids that were given out here; others are Meta's own, of files that were brought there by another way. */
const OWN_ID = /^med_/;

type World = { readonly runtime: Runtime; readonly api: CloudApi; readonly key: CallerKey };
type Sampled = Extract<TemplateHeader, { format: 'image' | 'video' | 'document' }>;

/** The draft with the files of its headers as Meta wants samples: by the handle of a resumable upload. */
export async function withSample(world: World, draft: TemplateDraft): Promise<TemplateDraft> {
  const { components, cards } = draft;
  const header = await withHandle(world, components.header, 'header.example');
  const carded = [];
  for (const [index, card] of cards.entries()) {
    const own = await withHandle(world, card.header, `cards[${index}].header.example`);
    carded.push({ ...card, ...(own ? { header: own } : {}) });
  }
  return { ...draft, components: { ...components, ...(header ? { header } : {}) }, cards: carded };
}

async function withHandle(
  world: World,
  header: TemplateHeader | undefined,
  path: string,
): Promise<TemplateHeader | undefined> {
  if (header === undefined || !('example' in header) || header.example === undefined) return header;
  const value = readMediaValue(header.example);
  if (!('mediaId' in value)) return header;
  const file = OWN_ID.test(value.mediaId)
    ? await fileOfOurs(world, value.mediaId, path)
    : await fileOfMeta(world, value.mediaId, path);
  if (!mediaLimits[header.format].types.includes(bareMimeType(file.mimeType))) throw otherKind(header, path);
  const handle = await world.api.uploadSample(world.runtime.settings.whatsApp.appId, file);
  if (!handle.ok) throw metaProblem(handle, path);
  return { ...header, example: handle.value };
}

async function fileOfOurs({ runtime, key }: World, id: string, path: string): Promise<MediaFile> {
  const row = await findMedia(runtime.store.read, key, id).catch((error: unknown) => {
    throw error instanceof ApiProblem ? unknownFile(path) : error;
  });
  const { file, file_key, bytes, mime_type } = row;
  if (row.state !== 'stored' || file === null || file_key === null || bytes === null) throw unknownFile(path);
  return {
    content: runtime.vault.read(file, file_key, { size: bytes, start: 0, end: bytes }),
    bytes,
    mimeType: mime_type ?? '',
  };
}

async function fileOfMeta({ api }: World, id: string, path: string): Promise<MediaFile> {
  const media = await api.getMedia(id);
  if (!media.ok) throw metaProblem(media, path);
  const pieces: Uint8Array[] = [];
  const read = await api.downloadMedia(media.value.url, SAMPLE_LIMIT_BYTES, async (piece) => {
    pieces.push(piece);
  });
  if (!read.ok) throw metaProblem(read, path);
  return { content: Readable.from(pieces), bytes: read.value, mimeType: media.value.mimeType ?? '' };
}

function unknownFile(path: string): ApiProblem {
  return invalidField(path, {
    en: 'names a file that is not here; upload it with POST /v1/media',
    de: 'nennt eine Datei, die es hier nicht gibt; laden Sie sie mit POST /v1/media hoch',
  });
}

function otherKind({ format }: Sampled, path: string): ApiProblem {
  const types = mediaLimits[format].types.join(', ');
  return invalidField(path, {
    en: `must be a file of the kind ${format}: ${types}`,
    de: `muss eine Datei der Art ${format} sein: ${types}`,
  });
}
