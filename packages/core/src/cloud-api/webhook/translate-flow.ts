import type { FlowEvent } from './account-events.ts';
import type { AccountOrigin } from './origin.ts';
import { Happened } from './payload-account.ts';
import { asObject, present, read } from './reading.ts';
import { amount, parts, unlessEmpty, word } from './side-facts.ts';

/** One value of `flows`: a flow changed its status, or Meta warns about its endpoint. */
export function translateFlow(raw: unknown, origin: AccountOrigin): FlowEvent {
  const flow = asObject(raw) ?? {};
  const errors = parts(flow, 'errors').map((item) =>
    present({
      type: word(item, 'error_type'),
      rate: amount(item, 'error_rate'),
      count: amount(item, 'error_count'),
    }),
  );
  return present({
    kind: 'flow' as const,
    ...origin,
    event: read(Happened, raw).event,
    flowId: word(flow, 'flow_id'),
    message: word(flow, 'message'),
    oldStatus: word(flow, 'old_status'),
    newStatus: word(flow, 'new_status'),
    alertState: word(flow, 'alert_state'),
    errorRate: amount(flow, 'error_rate'),
    latencyMs: unlessEmpty(present({ p50: amount(flow, 'p50_latency'), p90: amount(flow, 'p90_latency') })),
    availability: amount(flow, 'availability'),
    requests: amount(flow, 'requests_count'),
    threshold: amount(flow, 'threshold'),
    errors: errors.length > 0 ? errors : undefined,
    raw,
  });
}
