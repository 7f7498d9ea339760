import { crc32, deflateSync } from 'node:zlib';
import type { MediaKind } from './media-kinds.ts';

/** A file that a customer sends when the caller gives none. */
export type Sample = { bytes: Buffer; mimeType: string; filename?: string };

/** A small real file of the kind, made here so that nothing has to be shipped. */
export const SAMPLES: Record<MediaKind, () => Sample> = {
  image: () => ({ bytes: makePicture(), mimeType: 'image/png' }),
  document: () => ({ bytes: makePdf(), mimeType: 'application/pdf', filename: 'Dokument.pdf' }),
  // One second of silence: AMR frames without data.
  audio: () => ({
    bytes: Buffer.concat([Buffer.from('#!AMR\n', 'latin1'), Buffer.alloc(50, 0x7c)]),
    mimeType: 'audio/amr',
  }),
  // The file type box alone; players show it as an empty film.
  video: () => ({
    bytes: Buffer.from('\0\0\0\x14ftypmp42\0\0\0\0mp42\0\0\0\x08mdat', 'latin1'),
    mimeType: 'video/mp4',
  }),
  // A transparent pixel, lossless.
  sticker: () => ({
    bytes: Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64'),
    mimeType: 'image/webp',
  }),
};

const WIDTH = 320;
const HEIGHT = 200;

/** A calm evening sky as PNG. */
function makePicture(): Buffer {
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * 3));
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const at = y * (1 + WIDTH * 3) + 1 + x * 3;
      const sun = Math.hypot(x - 230, y - 105) < 26;
      const hill = y > 150 + 18 * Math.sin(x / 46) - x / 16;
      const sky = sun ? [255, 221, 148] : [236 - y / 3, 150 + y / 3, 130 + y / 4];
      const [red, green, blue] = hill ? [46, 78, 74] : sky;
      rows.set([red ?? 0, green ?? 0, blue ?? 0], at);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function makePdf(): Buffer {
  const words = 'BT /F1 18 Tf 40 90 Td (Ein Dokument aus der Sandbox) Tj ET';
  return Buffer.from(
    [
      '%PDF-1.4',
      '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
      '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 340 180]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj',
      `4 0 obj<</Length ${words.length}>>stream`,
      words,
      'endstream endobj',
      '5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj',
      'trailer<</Root 1 0 R>>',
      '%%EOF',
    ].join('\n'),
    'latin1',
  );
}
