import { useEffect } from 'react';
import type { Settings } from '../../src-main/contract/settings.ts';

/** Puts the chosen theme on the page's root; `system` and the high contrast follow the computer as it changes. */
export function useTheme(theme: Settings['theme']): void {
  useEffect(() => {
    const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
      const isDark = theme === 'dark' || (theme !== 'light' && prefersDark.matches);
      const { dataset } = document.documentElement;
      dataset.theme = isDark ? 'dark' : 'light';
      if (theme === 'highContrast') dataset.contrast = 'more';
      else delete dataset.contrast;
    };
    apply();
    prefersDark.addEventListener('change', apply);
    return () => prefersDark.removeEventListener('change', apply);
  }, [theme]);
}
