import type { Subscription } from '../../../src-main/contract/subscription.ts';
import { useCall } from '../../lib/useCall.ts';
import { useDone } from '../../lib/useDone.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import type { Stores } from '../../stores/stores.ts';
import { useWords } from '../../strings/WordsContext.tsx';

/** Calls of one row; a refusal stays beside it until the next try, and what can be taken back offers it. */
export function useSubscriptionCalls(subscription: Subscription) {
  const { api, reads, messages, dialogs } = useStores();
  const { t } = useWords();
  const { run, isBusy, problem } = useCall();
  const done = useDone();
  const { id, name, destinations } = subscription;

  /** `takeBack` undoes it. */
  async function call(action: () => Promise<unknown>, said: string, takeBack?: () => Promise<unknown>): Promise<void> {
    if (!(await run(action))) return;
    reads.subscriptions.invalidate();
    if (takeBack === undefined) return messages.succeed(said);
    done(said, async () => {
      await takeBack();
      reads.subscriptions.invalidate();
    });
  }
  const pause = (isPaused: boolean) => api.subscriptions.update.mutate({ id, isPaused });
  const handOver = () => api.subscriptions.handOver.mutate({ id, ...intervalOf(subscription) });
  const takeBack = () => api.subscriptions.takeBack.mutate({ id });
  const runNow = () => call(() => api.subscriptions.runNow.mutate({ id }), t('subscriptions.done.checked', { name }));
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
      call(
        () => pause(isPaused),
        t(isPaused ? 'subscriptions.done.paused' : 'subscriptions.done.resumed', { name }),
        () => pause(!isPaused),
      ),
    handOver: () => call(handOver, t('subscriptions.done.handedOver', { name }), takeBack),
    takeBack: () => call(takeBack, t('subscriptions.done.takenBack', { name }), handOver),
    remove: () =>
      call(
        () => api.subscriptions.remove.mutate({ id }),
        t('subscriptions.done.removed', { name }),
        () => makeAgain(api, subscription),
      ),
    handlers: {
      tryAgain: () => void runNow(),
      sendAgain: () => void runNow(),
      refresh: () => void runNow(),
      grantConsent,
    },
  };
}

/** How often Globus looked, in the words of a hand-over; nothing when it did not. */
const intervalOf = ({ timers: [timer] }: Subscription): { intervalMinutes?: number } =>
  timer === undefined ? {} : { intervalMinutes: Math.max(1, Math.round(timer.intervalSeconds / 60)) };

/** A removed subscription as it was, under a new id: paused if it was paused, in Globus if Globus ran it. */
async function makeAgain(api: Stores['api'], subscription: Subscription): Promise<void> {
  const { name, source, conditions, destinations, after, state, runsAt } = subscription;
  const { id } = await api.subscriptions.create.mutate({
    ...{ name, source, conditions, after, destinations: [...destinations] },
    isPaused: state === 'paused',
    // It was agreed to when it was first made.
    confirmed: true,
  });
  if (runsAt === 'globus') await api.subscriptions.handOver.mutate({ id, ...intervalOf(subscription) });
}
