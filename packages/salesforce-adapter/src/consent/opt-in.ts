import type { ConsentSummary } from '@parley/core/gateway-api';

/** What the field "WhatsApp Opt-In" of a Contact or Lead can show. */
export type OptIn = 'Unknown' | 'Pending' | 'Opted In' | 'Opted Out';

type State = ConsentSummary['marketing']['state'];

/** The marketing state as the field shows it: "Opted In" only when it is confirmed, a pause counts as out. */
export function optInValue(state: State): OptIn {
  switch (state) {
    case 'none':
      return 'Unknown';
    case 'requested':
    case 'granted':
    case 'unproven':
      return 'Pending';
    case 'confirmed':
      return 'Opted In';
    case 'refused':
    case 'withdrawn':
    case 'objected':
    case 'provider_stop':
    case 'on_hold':
      return 'Opted Out';
  }
}
