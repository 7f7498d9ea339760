import type { MessageContent } from '@parley/core/message';
import type { MessageRow } from '../messages/view.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tables, type Tx } from '../store/index.ts';
import { DAY_MS } from '../time-units.ts';
import { cleanText } from './clean-text.ts';

/** Meta gives out a file of a webhook for this long (since 2025-10-09; 30 days before). */
const META_KEEPS_MS = 7 * DAY_MS;

type Given = Pick<
  Tables['media'],
  | 'id'
  | 'kind'
  | 'number_id'
  | 'message_id'
  | 'mime_type'
  | 'filename'
  | 'sha256'
  | 'expires_at'
  | 'created_at'
>;

const insert = statement((db, given: Given) =>
  db
    .insertInto('media')
    .values({
      id: given.id,
      origin: 'received',
      kind: given.kind,
      number_id: given.number_id,
      message_id: given.message_id,
      mime_type: given.mime_type,
      filename: given.filename,
      sha256: given.sha256,
      state: 'pending',
      attempts: 0,
      next_attempt_at: given.created_at,
      expires_at: given.expires_at,
      last_used_at: given.created_at,
      created_at: given.created_at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);

const insertUse = statement((db, given: Tables['media_use']) =>
  db
    .insertInto('media_use')
    .values({ media_id: given.media_id, contact_id: given.contact_id })
    .onConflict((conflict) => conflict.doNothing()),
);

/**
 * Notes in the caller's transaction that the message has a file to fetch, if it has one. The message does not wait for
 * it: it is committed and told first.
 */
export async function noteReceivedMedia(
  tx: Tx,
  runtime: Runtime,
  content: MessageContent,
  message: Pick<MessageRow, 'id' | 'number_id' | 'contact_id' | 'created_at'>,
): Promise<void> {
  const file = fileOf(content);
  if (!file) return;
  const now = runtime.now().getTime();
  await insert.change(tx, {
    id: file.mediaId,
    kind: file.type,
    number_id: message.number_id,
    message_id: message.id,
    mime_type: file.mimeType === undefined ? null : cleanText(file.mimeType),
    filename: file.filename === undefined ? null : cleanText(file.filename),
    sha256: file.sha256 ?? null,
    expires_at: message.created_at + META_KEEPS_MS,
    created_at: now,
  });
  await useMedia(tx, file.mediaId, message.contact_id);
}

/** Notes whose file it is, so that erasing the person reaches it. */
export async function useMedia(tx: Tx, mediaId: string, contactId: string): Promise<void> {
  await insertUse.change(tx, { media_id: mediaId, contact_id: contactId });
}

type File = {
  readonly type: Tables['media']['kind'];
  readonly mediaId: string;
  readonly mimeType?: string;
  readonly filename?: string;
  readonly sha256?: string;
};

function fileOf(content: MessageContent): File | undefined {
  switch (content.type) {
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return content.mediaId === undefined ? undefined : { ...content, mediaId: content.mediaId };
    default:
      return undefined;
  }
}
