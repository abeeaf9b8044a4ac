import type { chart as english } from '../en/chart.ts';
import type { Translated } from '../types.ts';

export const chart: Translated<typeof english> = {};
