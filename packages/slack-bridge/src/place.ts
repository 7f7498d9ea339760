/** Where the bridge works: one channel of one workspace, and who it is there. */
export type Place = { readonly teamId: string; readonly channelId: string; readonly botUserId: string };

/** The tool's name in the gateway: in `sentBy`, links and tool state. */
export const TOOL = 'slack';

/** The key under which the gateway knows a Slack message. Channel ids are unique in a workspace only. */
export function messageKey(place: Place, ts: string): string {
  return `${place.teamId}:${place.channelId}:${ts}`;
}

/** The ts of the newest of our links that point into this channel; others belong to an earlier set-up. */
export function linkedTs(
  place: Place,
  links: readonly { readonly tool: string; readonly key: string }[],
): string | undefined {
  return linkedThreads(place, links).at(-1);
}

/** The same for all of them, the oldest first. */
export function linkedThreads(
  place: Place,
  links: readonly { readonly tool: string; readonly key: string }[],
): readonly string[] {
  const prefix = messageKey(place, '');
  return links
    .filter((link) => link.tool === TOOL && link.key.startsWith(prefix))
    .map((link) => link.key.slice(prefix.length))
    .sort(byTs);
}

/** Slack's ts is seconds with six decimals; as a number it would lose the last ones. */
export function byTs(a: string, b: string): number {
  const [secondsA = '', microsA = ''] = a.split('.');
  const [secondsB = '', microsB = ''] = b.split('.');
  return Number(secondsA) - Number(secondsB) || Number(microsA) - Number(microsB);
}
