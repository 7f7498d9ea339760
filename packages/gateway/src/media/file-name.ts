import { bareMimeType } from '@parley/core/message';
import type { MediaRow } from './view.ts';

/** Files of these types come without a name: pictures, sounds, films and stickers have none in WhatsApp. */
const endings: ReadonlyMap<string, string> = new Map([
  ['image/jpeg', '.jpg'],
  ['image/png', '.png'],
  ['image/webp', '.webp'],
  ['video/mp4', '.mp4'],
  ['video/3gpp', '.3gp'],
  ['audio/aac', '.aac'],
  ['audio/amr', '.amr'],
  ['audio/mpeg', '.mp3'],
  ['audio/mp4', '.m4a'],
  ['audio/ogg', '.ogg'],
  ['application/pdf', '.pdf'],
  ['text/plain', '.txt'],
]);

/** What a file is saved as: its own name, else one by which a computer knows how to open it. */
export function fileName({
  filename,
  kind,
  id,
  mime_type,
}: Pick<MediaRow, 'filename' | 'kind' | 'id' | 'mime_type'>): string {
  return filename ?? `${kind}-${id}${endings.get(bareMimeType(mime_type ?? '')) ?? ''}`;
}
