import type { subscriptions as english } from '../en/subscriptions.ts';
import type { Translated } from '../types.ts';

export const subscriptions: Translated<typeof english> = {};
