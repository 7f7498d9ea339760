// The thread between a process and the supervisor that started it: an IPC channel, which the operating system cuts when
// either of them dies, however that happens.

/** A process that does not end by itself after its supervisor is gone is ended; its ports must be free again. */
const LEASH_MS = 5000;

/** Soon enough that the next start finds the ports free. */
const PARENT_CHECK_MS = 500;

/** What a child tells its supervisor. */
export type FromChild =
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'first_key'; readonly text?: string | undefined }
  | { readonly kind: 'listening'; readonly port: number };

/** What a supervisor asks of a child: a key that is made is lost unless it is shown, so it says when. */
export type ToChild = { readonly kind: 'make_first_key' };

/** Ends this process in order once the supervisor that started it is gone; does nothing for one started alone. */
export function onLeash(): void {
  if (!process.connected) return;
  process.once('disconnect', endInOrder);
  // The thread alone must not keep a process alive that has nothing else to do.
  process.channel?.unref();
}

/** Under an npm script, ends this process in order once the script is gone: nobody else would end it. */
export function followParent(): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    endInOrder();
  }, PARENT_CHECK_MS);
  timer.unref();
}

/** Tells the supervisor; false when there is none. */
export function tellParent(message: FromChild): boolean {
  if (!process.connected || !process.send) return false;
  process.send(message);
  return true;
}

/** Does what the supervisor asks for. */
export function onOrder(kind: ToChild['kind'], act: () => void): void {
  process.on('message', (message: ToChild) => {
    if (message.kind === kind) act();
  });
}

function endInOrder(): void {
  setTimeout(() => process.exit(1), LEASH_MS).unref();
  process.kill(process.pid, 'SIGTERM');
}
