import { IconPlus } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useState } from 'react';
import type { SubscriptionId } from '../../../src-main/contract/ids.ts';
import type { Subscription } from '../../../src-main/contract/subscription.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ListState } from '../../components/ListState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { ReadingBar } from '../../components/Skeleton.tsx';
import { useProblemActions } from '../../components/useProblemActions.ts';
import { useSayShown } from '../../lib/useSay.ts';
import { useDialogs, useRead, useRoute, useStores } from '../../stores/StoresContext.tsx';
import type { Translate } from '../../strings/types.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { PauseAllButton, PausedNotice } from '../shell/PauseAll.tsx';
import { useRefreshKey } from '../shell/useShortcuts.ts';
import { SubscriptionEditor } from './SubscriptionEditor.tsx';
import { SubscriptionRow } from './SubscriptionRow.tsx';
import type { SubscriptionDraft, SubscriptionStart } from './subscriptionDraft.ts';
import { sourceText } from './subscriptionView.ts';
import { useNames } from './useNames.ts';
import './subscriptions.css';

/** The list, or the editor: of the one named in the address, or of a new one that any page may ask for. */
export function SubscriptionsPage() {
  const { route } = useStores();
  const { id } = useRoute();
  const subscriptions = useRead('subscriptions').value;
  const { start, left, round } = useStart();
  const editor = { start, onClose: () => route.go('subscriptions') };
  const leftOf = (editedId: SubscriptionId | null) => (left?.id === editedId ? left.draft : null);
  if (id === 'new') return <SubscriptionEditor key={round} subscription={null} left={leftOf(null)} {...editor} />;
  const edited = subscriptions?.find((subscription) => subscription.id === id);
  if (edited) {
    return (
      <SubscriptionEditor key={`${edited.id} ${round}`} subscription={edited} left={leftOf(edited.id)} {...editor} />
    );
  }
  return <SubscriptionList />;
}

interface Start {
  readonly start: SubscriptionStart;
  /** What had been typed in an editor that was left. */
  readonly left: { readonly id: SubscriptionId | null; readonly draft: SubscriptionDraft } | null;
  readonly round: number;
}

/** Takes up a wish for a new subscription: it becomes an address of its own, so that Back leaves it. */
function useStart(): Start {
  const { dialogs, route } = useStores();
  const { subscribe } = useDialogs();
  const [asked, setAsked] = useState<Start>({ start: {}, left: null, round: 0 });
  useLayoutEffect(() => {
    if (subscribe === null) return;
    const start = { ...subscribe.source, endpointIds: subscribe.endpointIds };
    const left = subscribe.left ?? null;
    setAsked(({ round }) => ({ start, left, round: round + 1 }));
    dialogs.closeSubscribe();
    route.go('subscriptions', left?.id ?? 'new');
  }, [subscribe, dialogs, route]);
  // It is for the editor that opens now: whoever opens it later begins with what is saved.
  const { id } = useRoute();
  useEffect(() => {
    if (id === null) return;
    return () => setAsked((before) => (before.left === null ? before : { ...before, left: null }));
  }, [id]);
  return asked;
}

const matchesText = (t: Translate, subscription: Subscription, text: string): boolean =>
  `${subscription.name} ${sourceText(t, subscription)}`.toLowerCase().includes(text.trim().toLowerCase());

function summaryText(t: Translate, count: number, paused: number): string {
  const subscriptions = t('subscriptions.page.count', { count });
  return paused === 0 ? subscriptions : t('subscriptions.page.countPaused', { subscriptions, count: paused });
}

function SubscriptionList() {
  const { t } = useWords();
  const { dialogs } = useStores();
  const reading = useRead('subscriptions');
  const { value, isReading, refresh } = reading;
  const [text, setText] = useState('');
  useRefreshKey(refresh);
  const found = (value ?? []).filter((subscription) => matchesText(t, subscription, text));
  useSayShown(found.length, value?.length ?? 0, text.trim() !== '');
  const paused = (value ?? []).filter(({ state }) => state === 'paused').length;
  return (
    <>
      <PageHeader
        title={t('subscriptions.page.title')}
        summary={value && value.length > 0 ? summaryText(t, value.length, paused) : undefined}
        search={<SearchField label={t('subscriptions.page.search')} value={text} onChange={setText} />}
        actions={
          <>
            <PauseAllButton />
            <Button
              variant="primary"
              icon={<IconPlus size={16} aria-hidden="true" />}
              onPress={() => dialogs.openSubscribe({})}
            >
              {t('subscriptions.page.create')}
            </Button>
          </>
        }
      />
      <ReadingBar isReading={isReading} />
      <div className="page-body subscription-page">
        <PausedNotice />
        <ListState read={reading} onTryAgain={refresh} label={t('subscriptions.page.loading')} />
        {value?.length === 0 && <NoSubscriptions />}
        {value && value.length > 0 && found.length === 0 && (
          <EmptyState
            purpose={t('subscriptions.page.noneMatches', { text })}
            reason={t('subscriptions.page.noneMatchesWhy')}
            action={<Button onPress={() => setText('')}>{t('subscriptions.page.clearSearch')}</Button>}
          />
        )}
        {found.length > 0 && <SubscriptionTable subscriptions={found} />}
      </div>
    </>
  );
}

function SubscriptionTable({ subscriptions }: { readonly subscriptions: readonly Subscription[] }) {
  const { t } = useWords();
  const names = useNames();
  return (
    <div className="table-frame subscription-frame">
      <table className="plain-table subscription-table">
        <thead>
          <tr>
            <th scope="col">{t('subscriptions.columns.name')}</th>
            <th scope="col">{t('subscriptions.columns.to')}</th>
            <th scope="col" className="subscription-when">
              {t('subscriptions.columns.when')}
            </th>
            <th scope="col">{t('subscriptions.columns.lastRun')}</th>
            <th scope="col">{t('subscriptions.columns.state')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('subscriptions.columns.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {subscriptions.map((subscription) => (
            <SubscriptionRow key={subscription.id} subscription={subscription} names={names} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NoSubscriptions() {
  const { dialogs } = useStores();
  const { startLab } = useProblemActions();
  const { t } = useWords();
  return (
    <EmptyState
      purpose={t('subscriptions.page.purpose')}
      reason={t('subscriptions.page.none')}
      action={
        <Button variant="primary" onPress={() => dialogs.openSubscribe({})}>
          {t('subscriptions.page.create')}
        </Button>
      }
      link={
        <Button variant="link" onPress={() => startLab?.()}>
          {t('subscriptions.page.tryPractice')}
        </Button>
      }
    />
  );
}
