import {
  IconArrowsExchange,
  IconCompass,
  IconLink,
  IconPackages,
  IconRefresh,
  IconSettings,
} from '@tabler/icons-react';
import type { PageName } from '../../stores/routeStore.ts';

export interface NavigationEntry {
  readonly page: PageName;
  readonly word: `shell.pages.${PageName}`;
  readonly icon: typeof IconCompass;
}

/** In this order in the navigation, and as Ctrl+1 to Ctrl+6. */
export const navigation: readonly NavigationEntry[] = [
  { page: 'containers', word: 'shell.pages.containers', icon: IconPackages },
  { page: 'chart', word: 'shell.pages.chart', icon: IconCompass },
  { page: 'activity', word: 'shell.pages.activity', icon: IconArrowsExchange },
  { page: 'subscriptions', word: 'shell.pages.subscriptions', icon: IconRefresh },
  { page: 'sharing', word: 'shell.pages.sharing', icon: IconLink },
  { page: 'settings', word: 'shell.pages.settings', icon: IconSettings },
];
