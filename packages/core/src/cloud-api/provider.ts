/** Where the calls of a provider go and how they show who we are. */
export type Provider = {
  /** The address of a call about a node of the graph (a number, an account, a file), with a sub-path. */
  url(node: string, path?: string): string;
  readonly auth: Readonly<Record<string, string>>;
  /** The address to fetch a file from, or undefined when the token must not go there. */
  mediaUrl(url: string): string | undefined;
};

export type ProviderSettings = {
  readonly baseUrl: string;
  readonly version: string;
  readonly token: string;
};

// Meta hands out addresses of files on this domain, fetched with the same token.
const META_MEDIA_HOST = /(^|\.)fbsbx\.com$/;

/** Meta's own host, the sandbox, and every provider with Meta's paths. */
export function meta({ baseUrl, version, token }: ProviderSettings): Provider {
  const base = baseUrl.replace(/\/+$/, '');
  const { origin, protocol } = new URL(base);
  return {
    url: (node, path) =>
      `${base}/${version}/${encodeURIComponent(node)}${path === undefined ? '' : `/${path}`}`,
    auth: { authorization: `Bearer ${token}` },
    mediaUrl(text) {
      if (!URL.canParse(text)) return undefined;
      const url = new URL(text);
      const ofMeta = protocol === 'https:' && url.protocol === 'https:' && META_MEDIA_HOST.test(url.hostname);
      return url.origin === origin || ofMeta ? url.href : undefined;
    },
  };
}

/** 360dialog: one key for one number, so that neither version nor number stands in the path. */
export function dialog360({ baseUrl, token }: ProviderSettings): Provider {
  const base = baseUrl.replace(/\/+$/, '');
  const { origin } = new URL(base);
  return {
    url: (node, path) => `${base}/${path ?? encodeURIComponent(node)}`,
    auth: { 'd360-api-key': token },
    mediaUrl(text) {
      if (!URL.canParse(text)) return undefined;
      const url = new URL(text);
      if (url.origin === origin) return url.href;
      // Meta's address is not for us: 360dialog serves the same path on its own host.
      return META_MEDIA_HOST.test(url.hostname) ? `${base}${url.pathname}${url.search}` : undefined;
    },
  };
}
