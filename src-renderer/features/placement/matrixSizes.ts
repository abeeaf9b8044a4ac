/** In px; the style sheet has the same. */
export const sizes = { name: 250, column: 140, head: 70, row: 38 } as const;

/** Where a column begins in its row. */
export const columnLeft = (column: number): number => sizes.name + column * sizes.column;
