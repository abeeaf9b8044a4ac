import type { components as english } from '../en/components.ts';
import type { Translated } from '../types.ts';

export const components: Translated<typeof english> = {};
