import './features/shell/shell.css';
import { useEffect } from 'react';
import { FirstRun } from './features/first-run/FirstRun.tsx';
import { Shell } from './features/shell/Shell.tsx';
import { Starting } from './features/shell/Starting.tsx';
import { useTheme } from './lib/useTheme.ts';
import { useRead } from './stores/StoresContext.tsx';

/** The wizard until the set-up is done, then the pages. */
export function App() {
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
  return settings.value.setupDone ? <Shell /> : <FirstRun />;
}
