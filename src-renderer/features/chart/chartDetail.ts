/** How much of a node is told: everything, its name and colour, or its colour only. */
export type Detail = 'all' | 'name' | 'colour';

/** Zoomed out further than this, small print is grey dust: names and colours stay, and in the end only colours. */
const readableFrom = 0.42;
const namesFrom = 0.2;

export const detailAt = (zoom: number): Detail => (zoom < namesFrom ? 'colour' : zoom < readableFrom ? 'name' : 'all');
