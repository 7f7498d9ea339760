import { callGraph, type GraphAnswer, type GraphDeps } from './graph-call.ts';
import type { Provider } from './provider.ts';

/** Makes the calls of one provider with one token; each area of the API builds its own on it. */
export type Caller = {
  /** The address of a call about a node of the graph, with a sub-path and a query. */
  url(node: string, path?: string, query?: Readonly<Record<string, string>>): string;
  get(url: string): Promise<GraphAnswer<unknown>>;
  post(url: string, body: unknown): Promise<GraphAnswer<unknown>>;
  delete(url: string, body?: unknown): Promise<GraphAnswer<unknown>>;
};

/** A caller for a provider. */
export function callerOf(deps: GraphDeps, provider: Provider): Caller {
  const withBody = (method: 'POST' | 'DELETE') => (url: string, body: unknown) =>
    callGraph(deps, {
      method,
      url,
      headers: { ...provider.auth, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const withoutBody = (method: 'GET' | 'DELETE') => (url: string) =>
    callGraph(deps, { method, url, headers: provider.auth });
  return {
    url(node, path, query = {}) {
      const url = new URL(provider.url(node, path));
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      // Graph's lists of fields are written with commas as they are.
      return url.href.replaceAll('%2C', ',');
    },
    get: withoutBody('GET'),
    post: withBody('POST'),
    delete: (url, body) => (body === undefined ? withoutBody('DELETE')(url) : withBody('DELETE')(url, body)),
  };
}
