import { ParleyError } from '@parley/core';
import { freeBytes } from '../../alerts/facts/disk.ts';
import type { Language } from '../../http/wording.ts';
import { findSecretKey } from '../../secrets/secret-key.ts';
import { lookAtSettings } from '../../settings/load-settings.ts';
import { dataDirOf, type ReadSettings } from '../../settings/read-settings.ts';
import type { Settings } from '../../settings/settings.ts';
import type { DoctorFacts, Reached } from '../facts.ts';
import { credentialsInForce, lookAtDatabase } from './database.ts';
import { askMeta } from './meta.ts';
import { postSigned, postTo, reach, reachHealth, shakeHands } from './reach.ts';

export type DoctorWorld = {
  readonly env: NodeJS.ProcessEnv;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  /** Where the gateway is, as the command line finds it. */
  readonly gatewayUrl: string;
};

/** A signature that no secret makes. */
const NO_SECRET = 'parley doctor: not the app secret';

/** Gathers everything without changing anything; a gateway may be running or not. */
export async function gatherDoctorFacts(world: DoctorWorld, language: Language): Promise<DoctorFacts> {
  const { env, fetch, now, gatewayUrl } = world;
  const { settings: read, problems } = lookAt(env);
  const dataDir = dataDirOf(env);
  const fileKey = findSecretKey(dataDir);
  const secretKey = read?.secretKey ?? fileKey;
  const kept = fileKey === undefined ? ('none' as const) : ('file' as const);
  const databaseUrl = read?.databaseUrl;
  const base = {
    settingsProblems: problems,
    provider: read?.whatsApp.provider ?? ('meta' as const),
    isSandbox: read?.sandbox ?? false,
    dataDir,
    secretKey: read?.secretKey === undefined ? kept : ('variable' as const),
    freeBytes: await freeBytes(dataDir),
    database: await lookAtDatabase(
      { dataDir, ...(databaseUrl === undefined ? {} : { databaseUrl }) },
      secretKey,
      language,
    ),
    gatewayUrl,
    gateway: await reach(fetch, `${gatewayUrl}/readyz`),
    appId: read?.whatsApp.appId ?? '',
    publicUrl: read?.publicUrl,
  };
  // Without settings there is nothing to ask Meta with.
  if (!read) return { ...base, ...nothingAsked };
  const settings = await credentialsInForce({ ...read, secretKey: secretKey ?? '' });
  return { ...base, ...(await askMeta(settings, fetch, now)), ...(await tryWebhook(settings, world)) };
}

const nothingAsked = {
  publicHealth: undefined,
  handshake: undefined,
  signed: undefined,
  unsigned: undefined,
  clockAheadMs: undefined,
  isAppAccepted: undefined,
  numbers: [],
  subscribed: [],
} as const;

async function tryWebhook(
  { publicUrl, whatsApp }: Settings,
  { fetch, gatewayUrl }: DoctorWorld,
): Promise<Pick<DoctorFacts, 'publicHealth' | 'handshake' | 'signed' | 'unsigned'>> {
  const url = publicUrl ?? gatewayUrl;
  const ifPublic = (ask: (url: string) => Promise<Reached>) =>
    publicUrl === undefined ? undefined : ask(publicUrl);
  // What does not sign shows by the path that it is the one who knows it, and makes no handshake.
  const isSigned = whatsApp.provider === 'meta';
  const [publicHealth, handshake, signed, unsigned] = await Promise.all([
    ifPublic((at) => reachHealth(fetch, at)),
    ifPublic((at) => (isSigned ? shakeHands(fetch, at, whatsApp.verifyToken) : reachHealth(fetch, at))),
    isSigned
      ? postSigned(fetch, url, whatsApp.appSecrets[0] ?? '')
      : postTo(fetch, url, whatsApp.verifyToken),
    isSigned
      ? postSigned(fetch, url, NO_SECRET)
      : postTo(fetch, url, 'not-the-secret-of-this-path-0123456789'),
  ]);
  return { publicHealth, handshake, signed, unsigned };
}

function lookAt(env: NodeJS.ProcessEnv): {
  readonly settings: ReadSettings | undefined;
  readonly problems: readonly string[];
} {
  try {
    return { settings: lookAtSettings(env), problems: [] };
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    // One problem a line, below a heading.
    const [, ...lines] = error.message.split('\n');
    return { settings: undefined, problems: lines.map((line) => line.replace(/^\s*- /, '')) };
  }
}
