import { bareMimeType, type MediaKind, mediaLimits, type OutboundContent } from '@parley/core/message';
import { invalidFields } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';
import type { BothLanguages, WordedFault } from '../http/wording.ts';
import type { Draft } from '../messages/plan-send.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { type FileUse, filesOf } from './content-files.ts';
import { maySee } from './find.ts';
import { useMedia } from './note-received.ts';
import { kindWords, sizeFault } from './problems.ts';
import type { MediaRow } from './view.ts';

/** Ids that were given out here; others are Meta's own, of files that were brought there by another way. */
const OWN_ID = /^med_/;

/** Throws 422 that names each file of a content that is not there, or can't be sent as what it is to be. */
export async function checkFileUses(
  tx: Tx,
  key: CallerKey,
  content: OutboundContent,
  root: 'content' | 'ifWindowClosed.template',
): Promise<void> {
  const faults: WordedFault[] = [];
  for (const use of filesOf(content)) {
    const row = await tx.selectFrom('media').selectAll().where('id', '=', use.mediaId).executeTakeFirst();
    const message = faultOf(use, row && maySee(key, row) ? row : undefined);
    if (message) faults.push({ path: `${root}.${use.path}`, message });
  }
  if (faults.length > 0) throw invalidFields(faults);
}

/** Everything that a draft may come to say. */
export function contentsOf({ content, ifWindowClosed }: Pick<Draft, 'content' | 'ifWindowClosed'>) {
  return ifWindowClosed.then === 'template' ? [content, ifWindowClosed.template] : [content];
}

/** Notes that the contact is sent these files, so that erasing the person reaches them. */
export async function noteFileUses(
  tx: Tx,
  runtime: Runtime,
  contents: readonly OutboundContent[],
  contactId: string,
): Promise<void> {
  for (const { mediaId } of contents.flatMap(filesOf)) {
    const row = await tx.selectFrom('media').select('id').where('id', '=', mediaId).executeTakeFirst();
    if (!row) continue;
    await useMedia(tx, mediaId, contactId);
    await tx
      .updateTable('media')
      .set({ last_used_at: runtime.now().getTime() })
      .where('id', '=', mediaId)
      .execute();
  }
}

function faultOf(use: FileUse, row: MediaRow | undefined): BothLanguages | undefined {
  if (!row) return OWN_ID.test(use.mediaId) ? unknownFile : undefined;
  switch (row.state) {
    case 'stored':
      return unfitAs(use.kind, row);
    case 'pending':
      return stillFetched;
    case 'failed':
    case 'removed':
      return withoutContent;
  }
}

function unfitAs(kind: MediaKind, row: MediaRow): BothLanguages | undefined {
  const type = bareMimeType(row.mime_type ?? '');
  const { types, bytes } = mediaLimits[kind];
  if (types.includes(type)) return sizeFault(kind, row.bytes ?? 0, bytes);
  const { en, de } = kindWords[kind];
  return {
    en: `names a file of type ${type}, which cannot be sent as ${en}; that may be ${types.join(', ')}`,
    de: `nennt eine Datei vom Typ ${type}, die sich nicht als ${de} senden lässt; möglich sind ${types.join(', ')}`,
  };
}

const unknownFile: BothLanguages = {
  en: 'names a file that is not here; upload it with POST /v1/media',
  de: 'nennt eine Datei, die es hier nicht gibt; laden Sie sie mit POST /v1/media hoch',
};
const stillFetched: BothLanguages = {
  en: 'names a file that is still being fetched; wait for it with GET /v1/media/{id}?wait=60',
  de: 'nennt eine Datei, die noch geholt wird; warten Sie darauf mit GET /v1/media/{id}?wait=60',
};
const withoutContent: BothLanguages = {
  en: 'names a file whose content is not there; upload it again with POST /v1/media',
  de: 'nennt eine Datei, deren Inhalt nicht da ist; laden Sie sie mit POST /v1/media noch einmal hoch',
};
