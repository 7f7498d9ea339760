import type { MediaKind } from '../media/media-kinds.ts';
import { addressOf, INBOUND_KEPT_MS, storeMedia } from '../media/media-store.ts';
import { SAMPLES } from '../media/samples.ts';
import type { Sandbox } from '../sandbox.ts';
import { wrongField } from './control-error.ts';
import type { InboundContent } from './inbound-content.ts';
import type { InboundBody } from './inbound-shape.ts';

/** Stores the file that a customer sends, a sample when none is given; part of a write. */
export function storeInboundFile(sandbox: Sandbox, kind: MediaKind, body: InboundBody): InboundContent {
  const { data, mimeType, filename, voice, caption = body.text } = body;
  if (data !== undefined && mimeType === undefined) throw wrongField('mimeType', 'is required beside data.');
  const sample = data === undefined ? SAMPLES[kind]() : undefined;
  const name = filename ?? sample?.filename;
  const type = mimeType ?? sample?.mimeType ?? 'application/octet-stream';
  const media = storeMedia(sandbox.db, {
    bytes: sample?.bytes ?? Buffer.from(data ?? '', 'base64'),
    mimeType: type,
    filename: name,
    expiresMs: sandbox.now() + INBOUND_KEPT_MS,
  });
  const wire = {
    ...(caption !== undefined && { caption }),
    ...(kind === 'document' && name !== undefined && { filename: name }),
    mime_type: type,
    sha256: media.sha256.toString('base64'),
    id: media.id,
    url: addressOf(sandbox, media.id),
    ...(kind === 'audio' && { voice: voice ?? false }),
    ...(kind === 'sticker' && { animated: false }),
  };
  const view = { kind, id: media.id, ...(name !== undefined && { filename: name }), ...(voice && { voice }) };
  return { type: kind, wire: { [kind]: wire }, view: { text: caption ?? null, media: view } };
}
