import fc from 'fast-check';

/** Every order of the first so many whole numbers, some of them twice: how webhooks may come. */
export function anyOrderOf(length: number): fc.Arbitrary<number[]> {
  const indexes = Array.from({ length }, (_, index) => index);
  return fc
    .tuple(fc.shuffledSubarray(indexes, { minLength: length }), fc.shuffledSubarray(indexes))
    .chain(([all, twice]) =>
      fc.shuffledSubarray([...all, ...twice], { minLength: all.length + twice.length }),
    );
}
