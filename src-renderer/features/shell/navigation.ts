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
  readonly word: string;
  readonly icon: typeof IconCompass;
}

/** In this order in the navigation, and as Ctrl+1 to Ctrl+6. */
export const navigation: readonly NavigationEntry[] = [
  { page: 'containers', word: 'Containers', icon: IconPackages },
  { page: 'chart', word: 'Chart', icon: IconCompass },
  { page: 'activity', word: 'Activity', icon: IconArrowsExchange },
  { page: 'subscriptions', word: 'Subscriptions', icon: IconRefresh },
  { page: 'sharing', word: 'Sharing', icon: IconLink },
  { page: 'settings', word: 'Settings', icon: IconSettings },
];
