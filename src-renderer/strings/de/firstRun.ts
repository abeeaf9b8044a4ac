import type { firstRun as english } from '../en/firstRun.ts';
import type { Translated } from '../types.ts';

export const firstRun: Translated<typeof english> = {};
