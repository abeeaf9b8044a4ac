import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './theme.css';
import './base.css';
import './components.css';
import './features/shell/shell.css';
import './features/containers/containers.css';
import './features/sign-in/signIn.css';
import { connectApi } from './api/client.ts';
import { followEvents } from './stores/followEvents.ts';
import { type Connection, createStores } from './stores/stores.ts';

// The screens' own code is the larger part by far: what they will show is asked for while it comes.
const screens = import('./screens.tsx');

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element');

const tell = (state: Connection) => stores.connection.setState({ state });
const { api } = connectApi({ onOpen: () => tell('open'), onClose: () => tell('lost') });
const stores = createStores(api);
followEvents(stores);
stores.readEarly();

// Not awaited at the top: the screens' file imports this one and would wait for it for ever.
void screens.then(({ showScreens }) => showScreens(root, stores));
