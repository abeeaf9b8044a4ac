import { useStores } from '../stores/StoresContext.tsx';
import type { ProblemHandlers } from './ProblemView.tsx';

/** What can be done about a problem from any page. */
export function useProblemActions(): ProblemHandlers {
  const { route, signIns, api, messages } = useStores();
  return {
    signInGlobus: () => {
      void signIns.start({ kind: 'globus' });
      route.go('settings', 'globus');
    },
    signInRegistry: () => route.go('settings', 'registries'),
    openRegistries: () => route.go('settings', 'registries'),
    connectRegistry: () => route.go('settings', 'registries'),
    openEndpoints: () => route.go('settings', 'endpoints'),
    chooseFolder: () => route.go('settings', 'endpoints'),
    openSecurity: () => route.go('settings', 'security'),
    startLab: () =>
      void api.lab.start.mutate().then(
        () => messages.succeed('Practice data is ready'),
        () => route.go('settings', 'lab'),
      ),
  };
}
