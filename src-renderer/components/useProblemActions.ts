import type { Problem } from '../../src-main/contract/errors.ts';
import { problemOf } from '../api/failure.ts';
import { useStores } from '../stores/StoresContext.tsx';
import { useWords } from '../strings/WordsContext.tsx';
import type { ProblemHandlers } from './ProblemView.tsx';

/** What can be done about a problem from any page. */
export function useProblemActions(problem?: Problem): ProblemHandlers {
  const { t, problemWords } = useWords();
  const { route, dialogs, api, messages, reads, invalidateAll } = useStores();
  const endpoint = reads.endpoints.getState().value?.endpoints.find(({ id }) => id === problem?.facts.endpointId);
  return {
    signInGlobus: () => dialogs.openSignIn({ kind: 'globus' }),
    ...(endpoint && { grantConsent: () => dialogs.openSignIn({ kind: 'globus' }, [endpoint.id]) }),
    signInRegistry: () => route.go('settings', 'registries'),
    openRegistries: () => route.go('settings', 'registries'),
    connectRegistry: () => route.go('settings', 'registries'),
    openEndpoints: () => route.go('settings', 'endpoints'),
    chooseFolder: () => route.go('settings', 'endpoints'),
    openNetwork: () => route.go('settings', 'network'),
    openSecurity: () => route.go('settings', 'security'),
    resumeAll: () =>
      void api.settings.update
        .mutate({ transfers: { isPaused: false } })
        .catch((error: unknown) => messages.fail(problemWords(problemOf(error)).title)),
    startLab: () =>
      void api.lab.start.mutate().then(
        () => {
          messages.succeed(t('components.problem.practiceReady'));
          invalidateAll();
        },
        () => route.go('settings', 'lab'),
      ),
  };
}
