import type { TestGateway } from '../../support/gateway.ts';

/** Looks people up in a gateway: by an identity, and what they agreed to. */
export function lookUpIn(gateway: () => TestGateway) {
  return {
    contactBy: async (identity: string) =>
      (await gateway().call('GET', `/v1/contacts?identity=${encodeURIComponent(identity)}`)).body.items[0],
    marketingOf: async (id: string) =>
      (await gateway().call('GET', `/v1/contacts/${id}`)).body.consent.marketing.state,
  };
}
