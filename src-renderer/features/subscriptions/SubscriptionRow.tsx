import { IconDots, IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { subscriptionStates } from '../../../src-main/contract/states.ts';
import type { Subscription } from '../../../src-main/contract/subscription.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Ago } from '../../components/Values.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { countsText, type Names, sourceText, whenText } from './subscriptionView.ts';

interface SubscriptionRowProps {
  readonly subscription: Subscription;
  readonly names: Names;
}

const columnCount = 6;

export function SubscriptionRow({ subscription, names }: SubscriptionRowProps) {
  const calls = useSubscriptionCalls(subscription);
  const [asksToRemove, setAsksToRemove] = useState(false);
  const { id, name, destinations, lastRunAt, counts, state, source } = subscription;
  const isPaused = state === 'paused';
  const registryName = names.registry(source.registryId);
  const problem = calls.refusal ?? subscription.problem;
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
            <span className="mono">{sourceText(subscription)}</span>
            {registryName !== null && ` from ${registryName}`}
          </div>
        </th>
        <td>
          <EndpointNames names={destinations.map(({ endpointId }) => names.endpoint(endpointId))} />
        </td>
        <td className="subscription-when">{whenText(subscription)}</td>
        <td>
          <Ago at={lastRunAt} otherwise="never" />
          <div className="soft small num">{countsText(counts)}</div>
        </td>
        <td>
          <StateBadge state={subscriptionStates[state]} />
        </td>
        <td>
          <div className="subscription-actions">
            <Button
              size="small"
              icon={<IconRefresh size={15} aria-hidden="true" />}
              isDisabled={calls.isBusy || isPaused || subscription.runsAt === 'globus'}
              onPress={() => void calls.runNow()}
            >
              Run now
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
              {isPaused ? 'Resume' : 'Pause'}
            </Button>
            <RowMenu subscription={subscription} calls={calls} onRemove={() => setAsksToRemove(true)} />
          </div>
          <ConfirmDialog
            title={`Remove “${name}”?`}
            verb="Remove subscription"
            isOpen={asksToRemove}
            onConfirm={() => void calls.remove()}
            onClose={() => setAsksToRemove(false)}
          >
            <p>Nothing new is sent for it any more. Images that are at its endpoints stay there.</p>
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

function EndpointNames({ names }: { readonly names: readonly string[] }) {
  const shown = names.length <= 3 ? names : names.slice(0, 2);
  return (
    <ul className="subscription-to" title={names.join(', ')}>
      {shown.map((name) => (
        <li key={name} className="clip">
          {name}
        </li>
      ))}
      {names.length > shown.length && <li className="soft small">and {names.length - shown.length} more</li>}
    </ul>
  );
}

interface RowMenuProps {
  readonly subscription: Subscription;
  readonly calls: Pick<ReturnType<typeof useSubscriptionCalls>, 'handOver' | 'takeBack'>;
  readonly onRemove: () => void;
}

function RowMenu({ subscription, calls, onRemove }: RowMenuProps) {
  const { route, dialogs } = useStores();
  const { id, name, source, destinations } = subscription;
  return (
    <MenuButton
      label={`More for ${name}`}
      trigger={<IconButton label={`More for ${name}`} icon={<IconDots size={18} aria-hidden="true" />} />}
      entries={[
        { id: 'edit', label: 'Edit…', textValue: 'Edit', onSelect: () => route.go('subscriptions', id) },
        {
          id: 'duplicate',
          label: 'Duplicate…',
          textValue: 'Duplicate',
          onSelect: () =>
            dialogs.openSubscribe(
              source,
              destinations.map(({ endpointId }) => endpointId),
            ),
        },
        subscription.runsAt === 'here'
          ? { id: 'handOver', label: 'Let Globus run it', textValue: 'Globus', onSelect: () => void calls.handOver() }
          : { id: 'takeBack', label: 'Run it here again', textValue: 'Here', onSelect: () => void calls.takeBack() },
        { id: 'remove', label: 'Remove…', textValue: 'Remove', isDanger: true, onSelect: onRemove },
      ]}
    />
  );
}

/** Calls of one row; a refusal stays beside it until the next try. */
function useSubscriptionCalls({ id, name, destinations }: Subscription) {
  const { api, reads, messages, dialogs } = useStores();
  const { run, isBusy, problem } = useCall();
  async function call(action: () => Promise<unknown>, done: string): Promise<void> {
    if (!(await run(action))) return;
    messages.succeed(done);
    reads.subscriptions.invalidate();
  }
  const runNow = () => call(() => api.subscriptions.runNow.mutate({ id }), `Checked: ${name}`);
  /** Only mapped endpoints know this consent; asking it for another kind would be refused. */
  const grantConsent = () => {
    const mapped = reads.endpoints.getState().value?.endpoints.filter(({ asksForConsent }) => asksForConsent) ?? [];
    const ids = mapped.map(({ id: endpointId }) => endpointId);
    dialogs.openSignIn(
      { kind: 'globus' },
      ids.filter((endpointId) => destinations.some((destination) => destination.endpointId === endpointId)),
    );
  };
  return {
    isBusy,
    refusal: problem,
    runNow,
    setPaused: (isPaused: boolean) =>
      call(() => api.subscriptions.update.mutate({ id, isPaused }), `${isPaused ? 'Paused' : 'Resumed'}: ${name}`),
    handOver: () =>
      call(
        () => api.subscriptions.handOver.mutate({ id }),
        `Globus runs it now, also while this computer is off: ${name}`,
      ),
    takeBack: () => call(() => api.subscriptions.takeBack.mutate({ id }), `Runs here again: ${name}`),
    remove: () => call(() => api.subscriptions.remove.mutate({ id }), `Removed: ${name}`),
    handlers: {
      tryAgain: () => void runNow(),
      sendAgain: () => void runNow(),
      refresh: () => void runNow(),
      grantConsent,
    },
  };
}
