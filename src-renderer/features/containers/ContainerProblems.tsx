import type { ContainerListing, Registry } from '../../../src-main/contract/registry.ts';
import { ProblemView } from '../../components/ProblemView.tsx';
import type { ReadState } from '../../stores/readStore.ts';
import { useStores } from '../../stores/StoresContext.tsx';

interface ContainerProblemsProps {
  readonly listing: ReadState<ContainerListing>;
  readonly registries: readonly Registry[];
  readonly onTryAgain: () => void;
}

/** Why the list is older or shorter than it should be; the list itself stays. */
export function ContainerProblems({ listing, registries, onTryAgain }: ContainerProblemsProps) {
  const { route } = useStores();
  const handlers = {
    tryAgain: onTryAgain,
    refresh: onTryAgain,
    signInRegistry: () => route.go('settings', 'registries'),
  };
  const problems = listing.value?.problems ?? [];
  return (
    <>
      {listing.problem && <ProblemView problem={listing.problem} handlers={handlers} compact />}
      {problems.map(({ registryId, problem }) => {
        const name = registries.find((registry) => registry.id === registryId)?.name;
        const isOfServer = /^(network|answer|service|signIn|registry)\./.test(problem.code);
        const facts =
          name && isOfServer && !('host' in problem.facts) ? { ...problem.facts, host: name } : problem.facts;
        return (
          <ProblemView
            key={`${registryId} ${problem.code}`}
            problem={{ ...problem, facts }}
            handlers={handlers}
            compact
          />
        );
      })}
    </>
  );
}
