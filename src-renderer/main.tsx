import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './theme.css';
import './base.css';
import './components.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { connectApi } from './api/client.ts';
import { followEvents } from './stores/followEvents.ts';
import { StoresProvider } from './stores/StoresContext.tsx';
import { type Connection, createStores } from './stores/stores.ts';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element');

const tell = (state: Connection) => stores.connection.setState({ state });
const { api } = connectApi({ onOpen: () => tell('open'), onClose: () => tell('lost') });
const stores = createStores(api);
followEvents(stores);

createRoot(root).render(
  <StoresProvider stores={stores}>
    <App />
  </StoresProvider>,
);
