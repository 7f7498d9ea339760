import type {
  CallDetails,
  CallEvent,
  CallUpdateEvent,
  FlowEvent,
  GroupEvent,
  GroupMessageEvent,
  HandoverEvent,
  PartnerSolutionEvent,
  PaymentConfigurationEvent,
  TrackedEvent,
} from '@parley/core/cloud-api';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { keepRawOnce } from './keep-raw.ts';
import { recordNumber } from './record-number.ts';
import { type RawNews, tellOfAccount, tellOfNumber } from './tell-raw.ts';

type OfNumber = CallEvent | CallUpdateEvent | GroupEvent | GroupMessageEvent | HandoverEvent | TrackedEvent;
type OfAccount = FlowEvent | PaymentConfigurationEvent | PartnerSolutionEvent;

/**
 * Something happened on a number from which nothing follows here: in a group, in a call, after a click, or in another
 * app that shares the number. Parley sends into no group and answers no call; whoever does is told, and can read it.
 */
export async function receiveOutsideOfNumber(tx: Tx, runtime: Runtime, item: OfNumber): Promise<void> {
  await recordNumber(tx, runtime, item);
  const kept = await keepRawOnce(tx, runtime, item, 'outside');
  if (!kept) return;
  // Meta's id of a call contains the number of who is called, as that of a message does.
  const personal = 'callId' in item ? { call: item.callId } : {};
  await tellOfNumber(tx, runtime, item, kept, { personal, news: newsOfNumber(item) });
}

/** The same of a whole account: its flows, payments and partners are set up at Meta. */
export async function receiveOutsideOfAccount(tx: Tx, runtime: Runtime, item: OfAccount): Promise<void> {
  const kept = await keepRawOnce(tx, runtime, item, 'outside');
  if (kept) await tellOfAccount(tx, runtime, item.accountId, kept, newsOfAccount(item));
}

function newsOfNumber(item: OfNumber): RawNews {
  switch (item.kind) {
    case 'call':
    case 'call_update':
      return newsOfCall(item.details);
    case 'group':
      return { group: item.groupId ?? null, groupEvent: item.type ?? item.field };
    case 'group_message':
      return { group: item.groupId, groupEvent: 'message', contentType: item.content.type };
    // Meta does not say whether it takes sends meanwhile: nothing is held back, and the tools are told who has the thread.
    case 'handover':
      return { threadOwner: item.newOwner ?? null, previousThreadOwner: item.previousOwner ?? null };
    case 'tracked':
      return {
        tracked: item.name ?? item.field,
        ...(item.value === undefined ? {} : { value: item.value }),
        ...(item.currency === undefined ? {} : { currency: item.currency }),
      };
  }
}

function newsOfCall({ event, status, direction, durationSeconds, errors }: CallDetails): RawNews {
  return {
    callEvent: event ?? status ?? null,
    ...(direction === undefined ? {} : { callDirection: direction }),
    ...(status === undefined ? {} : { callStatus: status }),
    ...(durationSeconds === undefined ? {} : { callSeconds: durationSeconds }),
    ...(errors?.[0] === undefined ? {} : { error: String(errors[0].code) }),
  };
}

function newsOfAccount(item: OfAccount): RawNews {
  switch (item.kind) {
    case 'flow':
      return {
        flow: item.flowId ?? null,
        flowEvent: item.event,
        ...(item.newStatus === undefined ? {} : { flowStatus: item.newStatus }),
        ...(item.alertState === undefined ? {} : { flowAlert: item.alertState }),
      };
    case 'payment_configuration':
      return { paymentConfiguration: item.name ?? null, paymentStatus: item.status ?? null };
    case 'partner_solution':
      return {
        partnerSolution: item.solutionId ?? null,
        solutionEvent: item.event,
        solutionStatus: item.status ?? null,
      };
  }
}
