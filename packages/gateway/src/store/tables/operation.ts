import type { Alert } from '@parley/core/gateway-api';
import type { Json, Milliseconds } from './column.ts';

type AlertCode = Alert['code'];

/** What the operator is told of. */
export type OperationTables = {
  alert: {
    id: string;
    code: AlertCode;
    /** The id of what it is about; empty for the gateway itself. */
    subject: string;
    severity: 'warning' | 'critical';
    /** What its words are filled with. */
    details: Json;
    raised_at: Milliseconds;
    cleared_at: Milliseconds | null;
  };
  /** Webhook items of a number by the hour in which they came. */
  webhook_hour: { number_id: string; hour: Milliseconds; webhooks: number };
  /** The last status of a number, and the first accepted send since. */
  pulse: {
    number_id: string;
    last_status_at: Milliseconds | null;
    unanswered_id: string | null;
    unanswered_at: Milliseconds | null;
  };
};
