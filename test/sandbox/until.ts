/** Looks again and again until there is something; a bound keeps a broken test short. */
export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
): Promise<T> {
  const end = Date.now() + 8_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Waited 8 seconds for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
