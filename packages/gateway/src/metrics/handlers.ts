import type { Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import { writeExposition } from './exposition.ts';
import { processGauges, storeGauges } from './gauges.ts';

/** What Prometheus asks for; counts are those of this process since its start. */
export function metricsHandlers(runtime: Runtime): Pick<Handlers, 'metrics'> {
  const { webhooks, items, decisions, sends, deliveries, requests, commits } = runtime.meters;
  return {
    metrics: async () =>
      writeExposition({
        counters: [webhooks, items, decisions, sends, deliveries, requests],
        histograms: [commits],
        gauges: [...(await storeGauges(runtime)), ...processGauges(runtime)],
      }),
  };
}
