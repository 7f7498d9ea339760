import { type Customers, customers } from './customers.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './gateway.ts';
import { type GraphStandIn, startGraphStandIn } from './graph-stand-in.ts';

/** A gateway, Meta's side of it, and people who write to it. */
export type MetaLine = {
  readonly graph: GraphStandIn;
  readonly gateway: TestGateway;
  readonly people: Customers;
};

/** Starts a gateway that sends to a stand-in of the Graph API. */
export async function openMetaLine(options: Omit<TestGatewayOptions, 'graphUrl'> = {}): Promise<MetaLine> {
  const graph = await startGraphStandIn();
  const gateway = await startTestGateway({ graphUrl: graph.url, ...options });
  return { graph, gateway, people: customers(gateway) };
}

/** Ends both; fails when a request of the gateway broke the protocol. */
export async function closeMetaLine({ gateway, graph }: Pick<MetaLine, 'gateway' | 'graph'>): Promise<void> {
  await gateway.close();
  await graph.close();
  if (graph.faults.length > 0) throw new Error(`Meta would have refused: ${graph.faults.join(', ')}`);
}
