import { IconRefresh } from '@tabler/icons-react';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { ReadingBar } from '../../components/Skeleton.tsx';
import { useRead, useSignIns, useStores } from '../../stores/StoresContext.tsx';
import { EndpointRow } from './EndpointRow.tsx';
import { endpointGroups } from './endpointGroups.ts';
import { FindEndpoint } from './FindEndpoint.tsx';
import { Section } from './Section.tsx';

export function EndpointsSection() {
  return (
    <>
      <Section title="Endpoints" says="Where images can go, into which folder, and how they are called there.">
        <EndpointList />
      </Section>
      <Section title="Find another endpoint">
        <FindEndpoint />
      </Section>
    </>
  );
}

/** All endpoints in groups. Also the wizard's fourth step. */
export function EndpointList() {
  const { dialogs } = useStores();
  const isSignedIn = useSignIns().globus.kind === 'signedIn';
  const { value, problem, isReading, refresh } = useRead('endpoints');
  const listingProblem = problem ?? value?.problem ?? null;
  const groups = endpointGroups(value?.endpoints ?? []);
  return (
    <>
      <ReadingBar isReading={isReading} />
      {listingProblem && <ProblemView problem={listingProblem} handlers={{ tryAgain: () => void refresh() }} compact />}
      {groups.length === 0 && !isReading && (
        <EmptyState
          purpose="Endpoints are the places images can go."
          reason={isSignedIn ? 'None was found for your account.' : 'They are known once Globus is connected.'}
          action={
            isSignedIn ? (
              <Button onPress={() => void refresh()}>Look again</Button>
            ) : (
              <Button variant="primary" onPress={() => dialogs.openSignIn({ kind: 'globus' })}>
                Sign in to Globus
              </Button>
            )
          }
        />
      )}
      {groups.map(({ word, endpoints }) => (
        <section key={word} className="endpoint-group" aria-label={word}>
          <h3>{word}</h3>
          <ul>
            {endpoints.map((endpoint) => (
              <EndpointRow key={endpoint.id} endpoint={endpoint} />
            ))}
          </ul>
        </section>
      ))}
      {groups.length > 0 && (
        <Button size="small" icon={<IconRefresh size={14} aria-hidden="true" />} onPress={() => void refresh()}>
          Look for endpoints again
        </Button>
      )}
    </>
  );
}
