import type { settings as english } from '../en/settings.ts';
import type { Translated } from '../types.ts';

export const settings: Translated<typeof english> = {
  general: {
    theme: 'Design',
    light: 'Karte (hell)',
    dark: 'Nacht (dunkel)',
    language: 'Sprache',
    asComputer: 'Wie dieser Computer',
  },
};
