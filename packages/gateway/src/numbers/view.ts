import type { NumberInfo, NumberProfile } from '@parley/core/cloud-api';
import type { BusinessNumber } from '@parley/core/gateway-api';
import { shownAddress } from '../outgoing/shown-address.ts';
import { checklistOf } from './checklist.ts';
import { describeChecklist } from './checklist-words.ts';
import type { NumberRow } from './choose-number.ts';

/** What is kept of Meta's description beside the columns. */
export type KeptInfo = Omit<
  NumberInfo,
  'id' | 'displayNumber' | 'verifiedName' | 'quality' | 'throughput'
> & {
  readonly profile?: NumberProfile;
};

/** What Meta said of a number, beside the columns. */
export function infoOf(row: Pick<NumberRow, 'info'>): KeptInfo {
  return row.info === null ? {} : (JSON.parse(row.info) as KeptInfo);
}

/** A business number as the events show it. */
export function viewNumber(row: NumberRow): BusinessNumber {
  const info = infoOf(row);
  const { newName, newNameStatus, health, profile } = info;
  return {
    id: row.id,
    accountId: row.account_id,
    displayNumber: row.display_number,
    verifiedName: row.verified_name,
    nameStatus: info.nameStatus ?? null,
    newName:
      newName === undefined && newNameStatus === undefined
        ? null
        : { name: newName ?? null, status: newNameStatus ?? null },
    quality: row.quality,
    messagingLimit: info.messagingLimit ?? null,
    throughput: row.throughput,
    platform: info.platform ?? null,
    status: info.status ?? null,
    codeVerification: info.codeVerification ?? null,
    officialAccount: info.officialAccount ?? null,
    health: health === undefined ? null : viewHealth(health),
    profile: profile === undefined ? null : viewProfile(profile),
    restriction: row.restriction,
    state: row.state,
    stopped: row.stopped === 1,
    forwardTo: shownAddress(row.forward_to),
    marketingVia: row.marketing_via,
  };
}

/** A business number as the API shows it, with what it still needs in the caller's language. */
export function viewNumberFor(row: NumberRow, language: 'de' | 'en'): BusinessNumber {
  const checklist = checklistOf({ ...infoOf(row), quality: row.quality });
  return { ...viewNumber(row), checklist: describeChecklist(checklist, language) };
}

function viewHealth({
  canSend,
  problems,
}: NonNullable<KeptInfo['health']>): NonNullable<BusinessNumber['health']> {
  return {
    canSend,
    problems: problems.map(({ entity, code, description, solution }) => ({
      entity,
      code: code ?? null,
      description: description ?? null,
      solution: solution ?? null,
    })),
  };
}

function viewProfile(profile: NumberProfile): NonNullable<BusinessNumber['profile']> {
  const { about, address, description, email, websites, vertical } = profile;
  return {
    about: about ?? null,
    address: address ?? null,
    description: description ?? null,
    email: email ?? null,
    websites: [...(websites ?? [])],
    vertical: vertical ?? null,
  };
}
