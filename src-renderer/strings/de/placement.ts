import type { placement as english } from '../en/placement.ts';
import type { Translated } from '../types.ts';

export const placement: Translated<typeof english> = {};
