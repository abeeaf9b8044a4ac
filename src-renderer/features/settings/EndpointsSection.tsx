import { IconRefresh } from '@tabler/icons-react';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ListState } from '../../components/ListState.tsx';
import { ReadingBar } from '../../components/Skeleton.tsx';
import { useRead, useSignIns, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { EndpointRow } from './EndpointRow.tsx';
import { endpointGroups } from './endpointGroups.ts';
import { FindEndpoint } from './FindEndpoint.tsx';
import { Section } from './Section.tsx';

export function EndpointsSection() {
  const { t } = useWords();
  return (
    <>
      <Section anchor="endpoints.list" title={t('settings.endpoints.title')} says={t('settings.endpoints.says')}>
        <EndpointList />
      </Section>
      <Section anchor="endpoints.find" title={t('settings.find.title')}>
        <FindEndpoint />
      </Section>
    </>
  );
}

/** All endpoints in groups. Also the wizard's fourth step. */
export function EndpointList() {
  const { dialogs } = useStores();
  const words = useWords();
  const { t } = words;
  const isSignedIn = useSignIns().globus.kind === 'signedIn';
  const { value, problem, isReading, refresh } = useRead('endpoints');
  const listingProblem = problem ?? value?.problem ?? null;
  const groups = endpointGroups(words, value?.endpoints ?? []);
  return (
    <>
      <ReadingBar isReading={isReading} />
      <ListState read={{ value, problem: listingProblem }} onTryAgain={() => void refresh()} compact />
      {groups.length === 0 && value !== null && !listingProblem && !isReading && (
        <EmptyState
          purpose={t('settings.endpoints.purpose')}
          reason={t(isSignedIn ? 'settings.endpoints.noneFound' : 'settings.endpoints.notConnected')}
          action={
            isSignedIn ? (
              <Button onPress={() => void refresh()}>{t('settings.endpoints.lookAgain')}</Button>
            ) : (
              <Button variant="primary" onPress={() => dialogs.openSignIn({ kind: 'globus' })}>
                {t('settings.endpoints.signIn')}
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
          {t('settings.endpoints.refresh')}
        </Button>
      )}
    </>
  );
}
