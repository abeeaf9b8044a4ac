import { lazy, Suspense, useEffect } from 'react';
import { Skeleton } from '../../components/Skeleton.tsx';
import type { PageName } from '../../stores/routeStore.ts';
import { useDialogs, useRoute } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { ContainersPage } from '../containers/ContainersPage.tsx';
import { SignInDialogHost } from '../sign-in/SignInDialogHost.tsx';
import { Announcements } from './Announcements.tsx';
import { Navigation } from './Navigation.tsx';
import { Notices } from './Notices.tsx';
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

// Seldom the first thing one sees, so they come with the first use.
const readPalette = () => import('../palette/CommandPalette.tsx');
const readSend = () => import('../send/SendDialog.tsx');
const CommandPalette = lazy(async () => ({ default: (await readPalette()).CommandPalette }));
const SendDialogHost = lazy(async () => ({ default: (await readSend()).SendDialogHost }));

/** A first Ctrl+K must not lose the letters typed after it: what it opens is fetched while nothing else goes on. */
function useEarlyDialogs(): void {
  useEffect(() => {
    const timer = setTimeout(() => void Promise.allSettled([readPalette(), readSend()]), earlyMs);
    return () => clearTimeout(timer);
  }, []);
}

const earlyMs = 400;

export function Shell() {
  const { t } = useWords();
  const { page } = useRoute();
  useShortcuts();
  useEarlyDialogs();
  useEffect(() => {
    document.title = t('shell.navigation.windowTitle', { page: t(`shell.pages.${page}`) });
  }, [page, t]);
  const Page = pages[page];
  return (
    <div className="shell">
      <button type="button" className="skip-link" onClick={() => document.getElementById('main-content')?.focus()}>
        {t('shell.navigation.skip')}
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
      <LateDialogs />
      <SignInDialogHost />
      <ShortcutSheet />
    </div>
  );
}

function LateDialogs() {
  const { send, palette } = useDialogs();
  return (
    <Suspense fallback={null}>
      {send && <SendDialogHost />}
      {palette && <CommandPalette />}
    </Suspense>
  );
}
