import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { StoresProvider } from './stores/StoresContext.tsx';
import type { Stores } from './stores/stores.ts';

export function showScreens(root: HTMLElement, stores: Stores): void {
  createRoot(root).render(
    <StoresProvider stores={stores}>
      <App />
    </StoresProvider>,
  );
}
