import { IconDots, IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { Trans } from 'react-i18next';
import type { EndpointId } from '../../../src-main/contract/ids.ts';
import type { Subscription } from '../../../src-main/contract/subscription.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Ago } from '../../components/Values.tsx';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { countsText, type Names, sourceText, subscriptionState, whenText } from './subscriptionView.ts';
import { useSubscriptionCalls } from './useSubscriptionCalls.ts';

interface SubscriptionRowProps {
  readonly subscription: Subscription;
  readonly names: Names;
}

const columnCount = 6;

export function SubscriptionRow({ subscription, names }: SubscriptionRowProps) {
  const words = useWords();
  const { t } = words;
  const calls = useSubscriptionCalls(subscription);
  const [asksToRemove, setAsksToRemove] = useState(false);
  const { id, name, destinations, lastRunAt, counts, state, source } = subscription;
  const isPaused = state === 'paused';
  const registryName = names.registry(source.registryId);
  const problem = calls.refusal ?? subscription.problem;
  const what = <span className="mono">{sourceText(t, subscription)}</span>;
  return (
    <>
      <tr
        className={problem ? 'subscription-with-problem' : ''}
        onKeyDown={(event) => {
          if (event.key === 'Delete') setAsksToRemove(true);
        }}
      >
        <th scope="row">
          <a href={`#/subscriptions/${id}`} className="subscription-name">
            {name}
          </a>
          <div className="soft small">
            {registryName === null ? (
              what
            ) : (
              <Trans
                t={t}
                i18nKey="subscriptions.row.from"
                components={{ source: what, registry: <bdi>{registryName}</bdi> }}
              />
            )}
          </div>
        </th>
        <td>
          <EndpointNames ids={destinations.map(({ endpointId }) => endpointId)} nameOf={names.endpoint} />
        </td>
        <td className="subscription-when">{whenText(t, subscription)}</td>
        <td>
          <Ago at={lastRunAt} otherwise={t('subscriptions.row.noRun')} />
          <div className="soft small num">{countsText(t, counts)}</div>
        </td>
        <td>
          <StateBadge state={subscriptionState(words, subscription)} />
        </td>
        <td>
          <div className="subscription-actions">
            <Button
              size="small"
              icon={<IconRefresh size={15} aria-hidden="true" />}
              isDisabled={calls.isBusy || isPaused || subscription.runsAt === 'globus'}
              onPress={() => void calls.runNow()}
            >
              {t('subscriptions.row.runNow')}
            </Button>
            <Button
              size="small"
              icon={
                isPaused ? (
                  <IconPlayerPlay size={15} aria-hidden="true" />
                ) : (
                  <IconPlayerPause size={15} aria-hidden="true" />
                )
              }
              isDisabled={calls.isBusy}
              onPress={() => void calls.setPaused(!isPaused)}
            >
              {t(isPaused ? 'subscriptions.row.resume' : 'subscriptions.row.pause')}
            </Button>
            <RowMenu subscription={subscription} calls={calls} onRemove={() => setAsksToRemove(true)} />
          </div>
          <ConfirmDialog
            title={t('subscriptions.row.removeTitle', { name })}
            verb={t('subscriptions.row.removeVerb')}
            isOpen={asksToRemove}
            onConfirm={() => void calls.remove()}
            onClose={() => setAsksToRemove(false)}
          >
            <p>{t('subscriptions.row.removeSays')}</p>
          </ConfirmDialog>
        </td>
      </tr>
      {problem && (
        <tr>
          <td colSpan={columnCount} className="subscription-problem">
            <ProblemView problem={problem} compact handlers={calls.handlers} />
          </td>
        </tr>
      )}
    </>
  );
}

interface EndpointNamesProps {
  readonly ids: readonly EndpointId[];
  readonly nameOf: Names['endpoint'];
}

function EndpointNames({ ids, nameOf }: EndpointNamesProps) {
  const { t } = useWords();
  const shown = ids.length <= 3 ? ids : ids.slice(0, 2);
  const rest = ids.length - shown.length;
  return (
    <ul className="subscription-to" title={ids.map(nameOf).join(', ')}>
      {shown.map((id) => (
        <li key={id} className="clip">
          {nameOf(id)}
        </li>
      ))}
      {rest > 0 && <li className="soft small">{t('subscriptions.row.moreEndpoints', { count: rest })}</li>}
    </ul>
  );
}

interface RowMenuProps {
  readonly subscription: Subscription;
  readonly calls: Pick<ReturnType<typeof useSubscriptionCalls>, 'handOver' | 'takeBack'>;
  readonly onRemove: () => void;
}

function RowMenu({ subscription, calls, onRemove }: RowMenuProps) {
  const { t } = useWords();
  const { route, dialogs } = useStores();
  const { id, name, source, destinations } = subscription;
  return (
    <MenuButton
      label={t('subscriptions.row.moreFor', { name })}
      trigger={
        <IconButton label={t('subscriptions.row.moreFor', { name })} icon={<IconDots size={18} aria-hidden="true" />} />
      }
      entries={[
        {
          id: 'edit',
          label: t('subscriptions.row.edit'),
          textValue: t('subscriptions.row.editWord'),
          onSelect: () => route.go('subscriptions', id),
        },
        {
          id: 'duplicate',
          label: t('subscriptions.row.duplicate'),
          textValue: t('subscriptions.row.duplicateWord'),
          onSelect: () =>
            dialogs.openSubscribe(
              source,
              destinations.map(({ endpointId }) => endpointId),
            ),
        },
        subscription.runsAt === 'here'
          ? {
              id: 'handOver',
              label: t('subscriptions.row.handOver'),
              textValue: t('subscriptions.row.handOverWord'),
              onSelect: () => void calls.handOver(),
            }
          : {
              id: 'takeBack',
              label: t('subscriptions.row.takeBack'),
              textValue: t('subscriptions.row.takeBackWord'),
              onSelect: () => void calls.takeBack(),
            },
        {
          id: 'remove',
          label: t('subscriptions.row.remove'),
          textValue: t('subscriptions.row.removeWord'),
          isDanger: true,
          onSelect: onRemove,
        },
      ]}
    />
  );
}
