/** Meta closes the customer service window 24 hours after the contact's last message or call. */
export const WINDOW_MS = 24 * 60 * 60 * 1000;

/** We count it as closed this much earlier: a send on its way takes time, and clocks differ. */
export const DEFAULT_MARGIN_MS = 5 * 60 * 1000;

/** Two hours before we refuse, people are told that time is running out. */
export const CLOSING_SOON_MS = 2 * 60 * 60 * 1000;

/** `closesAt` is the moment we begin to refuse, not the later one at which Meta does. */
export type ServiceWindow = { readonly open: boolean; readonly closesAt: Date | undefined };

/**
 * The customer service window, from Meta's timestamp of the contact's last message to this number.
 * Without one nothing is known, and the unknown counts as closed. A message dated ahead of our clock opens the
 * window no longer than one that arrives now: a wrong clock must not keep it open.
 */
export function windowAt(
  lastInboundAt: Date | undefined,
  now: Date,
  marginMs = DEFAULT_MARGIN_MS,
): ServiceWindow {
  if (lastInboundAt === undefined) return { open: false, closesAt: undefined };
  const from = Math.min(lastInboundAt.getTime(), now.getTime());
  const closesAt = new Date(from + WINDOW_MS - marginMs);
  return { open: now.getTime() < closesAt.getTime(), closesAt };
}
