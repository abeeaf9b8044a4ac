import { lazy, Suspense, useEffect } from 'react';
import { Skeleton } from '../../components/Skeleton.tsx';
import type { PageName } from '../../stores/routeStore.ts';
import { useRoute } from '../../stores/StoresContext.tsx';
import { ContainersPage } from '../containers/ContainersPage.tsx';
import { SendDialogHost } from '../send/SendDialog.tsx';
import { SignInDialogHost } from '../sign-in/SignInDialogHost.tsx';
import { Announcements } from './Announcements.tsx';
import { Navigation } from './Navigation.tsx';
import { Notices } from './Notices.tsx';
import { navigation } from './navigation.ts';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { SignInBanner } from './SignInBanner.tsx';
import { StatusBar } from './StatusBar.tsx';
import { Toasts } from './Toasts.tsx';
import { useShortcuts } from './useShortcuts.ts';

// The chart brings a drawing library along: it and the others are fetched when first opened.
const pages: Readonly<Record<PageName, React.ComponentType>> = {
  containers: ContainersPage,
  chart: lazy(async () => ({ default: (await import('../chart/ChartPage.tsx')).ChartPage })),
  activity: lazy(async () => ({ default: (await import('../activity/ActivityPage.tsx')).ActivityPage })),
  subscriptions: lazy(async () => ({
    default: (await import('../subscriptions/SubscriptionsPage.tsx')).SubscriptionsPage,
  })),
  sharing: lazy(async () => ({ default: (await import('../sharing/SharingPage.tsx')).SharingPage })),
  settings: lazy(async () => ({ default: (await import('../settings/SettingsPage.tsx')).SettingsPage })),
};

export function Shell() {
  const { page } = useRoute();
  useShortcuts();
  useEffect(() => {
    const word = navigation.find((entry) => entry.page === page)?.word;
    document.title = `${word} · Portolan`;
  }, [page]);
  const Page = pages[page];
  return (
    <div className="shell">
      <button type="button" className="skip-link" onClick={() => document.getElementById('main-content')?.focus()}>
        Skip to the page
      </button>
      <Navigation />
      <div className="shell-main">
        <Notices />
        <SignInBanner />
        <main id="main-content" tabIndex={-1} className="page">
          <Suspense fallback={<Skeleton />}>
            <Page />
          </Suspense>
        </main>
      </div>
      <StatusBar />
      <Toasts />
      <Announcements />
      <SendDialogHost />
      <SignInDialogHost />
      <ShortcutSheet />
    </div>
  );
}
