import './features/shell/shell.css';
import { lazy, Suspense, useEffect } from 'react';
import { Shell } from './features/shell/Shell.tsx';
import { Starting } from './features/shell/Starting.tsx';
import { useTheme } from './lib/useTheme.ts';
import { useRead } from './stores/StoresContext.tsx';
import { WordsProvider } from './strings/WordsContext.tsx';

// Seen once in the life of an install, so it comes only when it is needed.
const FirstRun = lazy(async () => ({ default: (await import('./features/first-run/FirstRun.tsx')).FirstRun }));

export function App() {
  const settings = useRead('settings');
  return (
    <WordsProvider
      language={settings.value?.language ?? null}
      units={settings.value?.units ?? 'decimal'}
      waiting={<Starting problem={settings.problem} />}
    >
      <Screens />
    </WordsProvider>
  );
}

/** The wizard until the set-up is done, then the pages. */
function Screens() {
  const settings = useRead('settings');
  const status = useRead('status');
  const registries = useRead('registries');
  const containers = useRead('containers');
  useTheme(settings.value?.theme ?? 'system');

  const hasFacts = settings.value !== null && status.value !== null;
  const isReady = hasFacts && [registries, containers].every((read) => read.value !== null || read.problem !== null);
  useEffect(() => {
    if (isReady) document.documentElement.dataset.appState = 'ready';
  }, [isReady]);

  if (!settings.value || !status.value) return <Starting problem={settings.problem ?? status.problem} />;
  if (settings.value.setupDone) return <Shell />;
  return (
    <Suspense fallback={<Starting problem={null} />}>
      <FirstRun />
    </Suspense>
  );
}
