import type { containers as english } from '../en/containers.ts';
import type { Translated } from '../types.ts';

export const containers: Translated<typeof english> = {};
