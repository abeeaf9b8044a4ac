import { IconPlus } from '@tabler/icons-react';
import { useLayoutEffect, useState } from 'react';
import { formatCount } from '../../../src-main/contract/format.ts';
import type { Subscription } from '../../../src-main/contract/subscription.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { ReadingBar, Skeleton } from '../../components/Skeleton.tsx';
import { useProblemActions } from '../../components/useProblemActions.ts';
import { useSayShown } from '../../lib/useSay.ts';
import { useDialogs, useRead, useRoute, useStores } from '../../stores/StoresContext.tsx';
import { useRefreshKey } from '../shell/useShortcuts.ts';
import { SubscriptionEditor } from './SubscriptionEditor.tsx';
import { SubscriptionRow } from './SubscriptionRow.tsx';
import type { SubscriptionStart } from './subscriptionDraft.ts';
import { sourceText } from './subscriptionView.ts';
import { useNames } from './useNames.ts';
import './subscriptions.css';

/** The list, or the editor: of the one named in the address, or of a new one that any page may ask for. */
export function SubscriptionsPage() {
  const { route } = useStores();
  const { id } = useRoute();
  const subscriptions = useRead('subscriptions').value;
  const { start, round } = useStart();
  const close = () => route.go('subscriptions');
  if (id === 'new') return <SubscriptionEditor key={round} subscription={null} start={start} onClose={close} />;
  const edited = subscriptions?.find((subscription) => subscription.id === id);
  if (edited) return <SubscriptionEditor key={edited.id} subscription={edited} onClose={close} />;
  return <SubscriptionList />;
}

/** Takes up a wish for a new subscription: it becomes an address of its own, so that Back leaves it. */
function useStart(): { readonly start: SubscriptionStart; readonly round: number } {
  const { dialogs, route } = useStores();
  const { subscribe } = useDialogs();
  const [asked, setAsked] = useState<{ start: SubscriptionStart; round: number }>({ start: {}, round: 0 });
  useLayoutEffect(() => {
    if (subscribe === null) return;
    const start = { ...subscribe.source, endpointIds: subscribe.endpointIds };
    setAsked(({ round }) => ({ start, round: round + 1 }));
    dialogs.closeSubscribe();
    route.go('subscriptions', 'new');
  }, [subscribe, dialogs, route]);
  return asked;
}

const matchesText = (subscription: Subscription, text: string): boolean =>
  `${subscription.name} ${sourceText(subscription)}`.toLowerCase().includes(text.trim().toLowerCase());

function SubscriptionList() {
  const { dialogs } = useStores();
  const { value, problem, isReading, refresh } = useRead('subscriptions');
  const [text, setText] = useState('');
  useRefreshKey(refresh);
  const found = (value ?? []).filter((subscription) => matchesText(subscription, text));
  useSayShown(found.length, value?.length ?? 0, text.trim() !== '');
  const paused = (value ?? []).filter(({ state }) => state === 'paused').length;
  return (
    <>
      <PageHeader
        title="Subscriptions"
        summary={
          value && value.length > 0
            ? `${formatCount(value.length, 'subscription')}${paused > 0 ? ` · ${paused} paused` : ''}`
            : undefined
        }
        search={<SearchField label="Search subscriptions" value={text} onChange={setText} />}
        actions={
          <Button
            variant="primary"
            icon={<IconPlus size={16} aria-hidden="true" />}
            onPress={() => dialogs.openSubscribe({})}
          >
            New subscription
          </Button>
        }
      />
      <ReadingBar isReading={isReading} />
      <div className="page-body subscription-page">
        {problem && <ProblemView problem={problem} handlers={{ tryAgain: refresh, refresh }} />}
        {value === null && !problem && <Skeleton label="Loading subscriptions" />}
        {value?.length === 0 && <NoSubscriptions />}
        {value && value.length > 0 && found.length === 0 && (
          <EmptyState
            purpose={`No subscription matches “${text}”.`}
            reason="The search looks at names and patterns."
            action={<Button onPress={() => setText('')}>Clear the search</Button>}
          />
        )}
        {found.length > 0 && <SubscriptionTable subscriptions={found} />}
      </div>
    </>
  );
}

function SubscriptionTable({ subscriptions }: { readonly subscriptions: readonly Subscription[] }) {
  const names = useNames();
  return (
    <div className="table-frame subscription-frame">
      <table className="plain-table subscription-table">
        <thead>
          <tr>
            <th scope="col">Name and what</th>
            <th scope="col">To</th>
            <th scope="col" className="subscription-when">
              When
            </th>
            <th scope="col">Last run</th>
            <th scope="col">State</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
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
  return (
    <EmptyState
      purpose="A subscription keeps an endpoint up to date with a container collection."
      reason="None has been made yet."
      action={
        <Button variant="primary" onPress={() => dialogs.openSubscribe({})}>
          New subscription
        </Button>
      }
      link={
        <Button variant="link" onPress={() => startLab?.()}>
          Try with practice data
        </Button>
      }
    />
  );
}
