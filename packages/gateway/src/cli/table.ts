/** Rows under a heading, each column as wide as its widest entry; nothing is cut off. */
export function tableOf(heading: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))));
  return all.map((row) =>
    row
      .map((entry, column) => entry + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(entry))))
      .join('  ')
      .trimEnd(),
  );
}

// Letters, not code units: names of people and templates are in every script.
function widthOf(text: string): number {
  return [...text].length;
}
