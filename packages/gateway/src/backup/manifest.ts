import * as z from 'zod';

/** Rises when an older Parley could not read the archive any more. */
export const BACKUP_FORMAT = 1;

export const MANIFEST_FILE = 'manifest.json';
export const DATABASE_FILE = 'parley.db';
export const SETTINGS_FILE = 'settings.json';
export const MEDIA_FOLDER = 'media';

/** What is in an archive, and by what it is recognised as whole. */
export const Manifest = z.object({
  format: z.literal(BACKUP_FORMAT),
  madeAt: z.iso.datetime(),
  /** The hash chain of the consent ledger: an archive whose chain is another one is not what was backed up. */
  ledger: z.object({ valid: z.boolean(), entries: z.number().int(), head: z.string().nullable() }),
  rows: z.object({ contacts: z.number().int(), messages: z.number().int(), events: z.number().int() }),
  files: z.array(
    z.object({
      name: z.string().min(1),
      bytes: z.number().int(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

export type Manifest = z.infer<typeof Manifest>;
