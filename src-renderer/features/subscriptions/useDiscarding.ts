import { useEffect, useRef } from 'react';
import type { SubscriptionId } from '../../../src-main/contract/ids.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import type { SubscriptionDraft } from './subscriptionDraft.ts';

/** However the editor is left, what was typed and not saved can be taken up again for a while. */
export function useDiscarding(
  id: SubscriptionId | null,
  initial: SubscriptionDraft,
  typed: SubscriptionDraft,
  nameOf: () => string,
) {
  const { messages, dialogs, route } = useStores();
  const { t } = useWords();
  const latest = useRef({ typed, nameOf, t, isSaved: false });
  latest.current = { ...latest.current, typed, nameOf, t };
  useEffect(
    () => () => {
      const { typed: draft, isSaved, nameOf: name, t: say } = latest.current;
      if (isSaved || JSON.stringify(draft) === JSON.stringify(initial)) return;
      messages.succeed(say('subscriptions.done.discarded', { name: name() }), () => {
        dialogs.reopenSubscription({ id, draft });
        route.go('subscriptions');
      });
    },
    [id, initial, messages, dialogs, route],
  );
  return {
    saved: () => {
      latest.current.isSaved = true;
    },
  };
}
