// The thread between a process and the supervisor that started it: an IPC channel, which the operating system cuts when
// either of them dies, however that happens.

/** A process that does not end by itself after its supervisor is gone is ended; its ports must be free again. */
const LEASH_MS = 5000;

/** What a child tells its supervisor. */
export type FromChild =
  | { readonly kind: 'ready'; readonly url: string; readonly madeApiKey?: string | undefined }
  | { readonly kind: 'listening'; readonly port: number };

/** Ends this process in order once the supervisor that started it is gone; does nothing for one started alone. */
export function onLeash(): void {
  if (!process.connected) return;
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), LEASH_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // The thread alone must not keep a process alive that has nothing else to do.
  process.channel?.unref();
}

/** Tells the supervisor; false when there is none. */
export function tellParent(message: FromChild): boolean {
  if (!process.connected || !process.send) return false;
  process.send(message);
  return true;
}
