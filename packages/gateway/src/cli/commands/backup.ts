import { ParleyError } from '@parley/core';
import type { BackupFailed } from '../../backup/failed.ts';
import { findSecretKey } from '../../secrets/secret-key.ts';
import { lookAtSettings } from '../../settings/load-settings.ts';
import { dataDirOf } from '../../settings/read-settings.ts';
import { type CliCall, type Command, type ExitCode, exitCodes } from '../command.ts';

const file = {
  name: 'file',
  does: { en: 'the archive, such as parley.tar.gz', de: 'das Archiv, etwa parley.tar.gz' },
} as const;

/** Makes one archive of everything, while the gateway runs. */
export const backupCommand: Command = {
  name: 'backup',
  does: { en: 'write everything into one archive', de: 'schreibt alles in ein Archiv' },
  actions: [
    {
      name: '',
      does: {
        en: 'write database, media and settings without secrets into one archive, while the gateway runs; keep PARLEY_SECRET_KEY apart from it',
        de: 'schreibt Datenbank, Medien und Einstellungen ohne Geheimnisse in ein Archiv, während das Gateway läuft; PARLEY_SECRET_KEY gehört an einen anderen Ort',
      },
      arguments: [file],
      run: (call) =>
        told(call, async () => {
          const { makeBackup } = await import('../../backup/make-backup.ts');
          const settings = lookAtSettings(call.world.env);
          const made = await makeBackup(settings, call.argument('file') ?? '', call.world.now());
          const { rows, ledger, files } = made.manifest;
          call.show(made, () =>
            call.language === 'de'
              ? [
                  `${made.path}: Kontakte: ${rows.contacts}, Nachrichten: ${rows.messages}, Dateien: ${files.length}.`,
                  `Einwilligungsbuch, Einträge: ${ledger.entries}; die Hash-Kette ${ledger.valid ? 'stimmt' : 'stimmt NICHT'}.`,
                ]
              : [
                  `${made.path}: contacts: ${rows.contacts}, messages: ${rows.messages}, files: ${files.length}.`,
                  `Consent ledger, entries: ${ledger.entries}; the hash chain ${ledger.valid ? 'holds' : 'does NOT hold'}.`,
                ],
          );
          return ledger.valid ? exitCodes.done : exitCodes.failed;
        }),
    },
  ],
};

/** Puts an archive into an empty data dir, once all of it is checked. */
export const restoreCommand: Command = {
  name: 'restore',
  does: {
    en: 'put an archive into an empty data dir',
    de: 'stellt ein Archiv in einem leeren Datenordner wieder her',
  },
  actions: [
    {
      name: '',
      does: {
        en: 'check an archive, its ledger and the secret key, and put it into an empty PARLEY_DATA_DIR; sending stays stopped until you resume it',
        de: 'prüft ein Archiv, sein Buch und den geheimen Schlüssel und stellt es in einem leeren PARLEY_DATA_DIR wieder her; gesendet wird erst, wenn Sie es wieder erlauben',
      },
      arguments: [file],
      run: (call) =>
        told(call, async () => {
          const { restoreBackup } = await import('../../backup/restore-backup.ts');
          const { env, now } = call.world;
          const dataDir = dataDirOf(env);
          const secretKey = env.PARLEY_SECRET_KEY?.trim() || findSecretKey(dataDir);
          const restored = await restoreBackup(call.argument('file') ?? '', {
            dataDir,
            secretKey,
            now: now(),
          });
          const { madeAt, ledger } = restored.manifest;
          const { unknownMessages } = restored.atRest;
          call.show(restored, () =>
            call.language === 'de'
              ? [
                  `Wiederhergestellt in ${dataDir}: der Stand vom ${madeAt}, ${ledger.entries} Einträge im Einwilligungsbuch, die Hash-Kette stimmt.`,
                  `${unknownMessages} Nachrichten, die gerade gehen sollten, sind jetzt "unknown": Vielleicht sind sie gegangen; entscheiden Sie selbst.`,
                  `Gesendet wird nichts: Widersprüche und Löschungen seit ${madeAt} fehlen. Tragen Sie sie nach, dann: parley business resume.`,
                ]
              : [
                  `Restored into ${dataDir}: as of ${madeAt}, ${ledger.entries} entries in the consent ledger, the hash chain holds.`,
                  `${unknownMessages} messages that were about to go are "unknown" now: they may have gone; decide yourself.`,
                  `Nothing is sent: opt-outs and erasures since ${madeAt} are missing. Record them, then: parley business resume.`,
                ],
          );
          return exitCodes.done;
        }),
    },
  ],
};

async function told({ world, language }: CliCall, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ParleyError) {
      world.err(error.message);
      return exitCodes.failed;
    }
    if (!(error instanceof Error) || error.name !== 'BackupFailed') throw error;
    world.err((error as BackupFailed).wording[language]);
    return exitCodes.failed;
  }
}
