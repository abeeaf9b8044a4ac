import type { activity as english } from '../en/activity.ts';
import type { Translated } from '../types.ts';

export const activity: Translated<typeof english> = {};
