import type { signIn as english } from '../en/signIn.ts';
import type { Translated } from '../types.ts';

export const signIn: Translated<typeof english> = {};
