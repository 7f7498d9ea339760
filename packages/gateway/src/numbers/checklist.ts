import type { KeptInfo } from './view.ts';

/** What a number needs, from the first step to the official business account. */
const checklistItems = [
  'code_verified',
  'registered',
  'display_name',
  'sending',
  'quality',
  'profile',
  'pin',
  'official_account',
] as const;

export type ChecklistItem = (typeof checklistItems)[number];

export type Checklist = readonly { readonly item: ChecklistItem; readonly done: boolean }[];

type Facts = KeptInfo & { readonly quality: string | null };

const namesInForce: ReadonlySet<string | undefined> = new Set(['APPROVED', 'AVAILABLE_WITHOUT_REVIEW']);

/** Asked for and under review, or approved and waiting for the number to be registered again. */
const namesUnderway: ReadonlySet<string | undefined> = new Set(['PENDING_REVIEW', 'PENDING', 'APPROVED']);

/** Which steps a number has taken; what Meta has not told counts as not done. */
export function checklistOf(facts: Facts): Checklist {
  return checklistItems.map((item) => ({ item, done: isDone(item, facts) }));
}

function isDone(item: ChecklistItem, facts: Facts): boolean {
  switch (item) {
    case 'code_verified':
      return facts.codeVerification === 'VERIFIED';
    case 'registered':
      return facts.status === 'CONNECTED';
    case 'display_name':
      return namesInForce.has(facts.nameStatus) && !namesUnderway.has(facts.newNameStatus);
    case 'sending':
      return facts.health?.canSend === 'AVAILABLE';
    case 'quality':
      // A number that has sent little has no rating yet: nothing to be done about that.
      return facts.quality !== null && facts.quality !== 'RED' && facts.quality !== 'YELLOW';
    case 'profile':
      return isComplete(facts.profile);
    case 'pin':
      return facts.pinSet === true;
    case 'official_account':
      return facts.officialAccount === true;
  }
}

// What Meta looks at before it gives the badge, and what customers look for.
function isComplete(profile: KeptInfo['profile']): boolean {
  return (
    profile?.description !== undefined &&
    profile.email !== undefined &&
    profile.vertical !== undefined &&
    (profile.websites !== undefined || profile.address !== undefined)
  );
}
