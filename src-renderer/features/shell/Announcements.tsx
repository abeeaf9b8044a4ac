import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { AppStatus } from '../../../src-main/contract/events.ts';
import type { ActivityState } from '../../../src-main/contract/transfer.ts';
import { useConnection, useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { activityToSay, reachableToSay } from './newsToSay.ts';
import { progressToSay } from './progressToSay.ts';

/** The two live regions: progress politely and seldom, "Waiting for you" at once. */
export function Announcements() {
  const { messages } = useStores();
  const { polite, assertive } = useStore(messages);
  const status = useRead('status').value;
  useProgress(status);
  useWhatBecameOf();
  useConnections(status);
  return (
    <>
      <div className="visually-hidden" aria-live="polite">
        {polite.map(({ key, text }) => (
          <p key={key}>{text}</p>
        ))}
      </div>
      <div className="visually-hidden" aria-live="assertive">
        {assertive.map(({ key, text }) => (
          <p key={key}>{text}</p>
        ))}
      </div>
    </>
  );
}

function useProgress(status: AppStatus | null): void {
  const { messages } = useStores();
  const { t } = useWords();
  const lastSaid = useRef({ percent: 0, tasks: 0 });
  useEffect(() => {
    if (!status) return;
    const next = progressToSay(t, lastSaid.current, status.running);
    lastSaid.current = next.said;
    if (next.text) messages.say(next.text);
  }, [status, messages, t]);

  // What waits since an earlier run; what begins to wait is told with its reason.
  const hasBegun = useRef(false);
  useEffect(() => {
    if (!status || hasBegun.current) return;
    hasBegun.current = true;
    if (status.waitingForYou > 0) messages.sayAtOnce(t('shell.say.waitingCount', { count: status.waitingForYou }));
  }, [status, messages, t]);
}

/** How each transfer ended, or what it waits for. */
function useWhatBecameOf(): void {
  const { news, messages } = useStores();
  const words = useWords();
  const latest = useRef(words);
  latest.current = words;
  useEffect(() => {
    const states = new Map<string, ActivityState>();
    return news.subscribe(({ activity }) => {
      if (activity === null) return;
      const said = activityToSay(latest.current, states.get(activity.id), activity);
      states.set(activity.id, activity.state);
      if (said?.isUrgent) messages.sayAtOnce(said.text);
      else if (said) messages.say(said.text);
    });
  }, [news, messages]);
}

/** The loss of the app's own connection is an alert on every page; here its return, and the registries. */
function useConnections(status: AppStatus | null): void {
  const { messages } = useStores();
  const { t } = useWords();
  const connection = useConnection();
  const wasLost = useRef(false);
  useEffect(() => {
    if (wasLost.current && connection === 'open') messages.say(t('shell.say.connectedAgain'));
    wasLost.current = connection === 'lost' || (wasLost.current && connection !== 'open');
  }, [connection, messages, t]);

  const last = useRef<AppStatus['registries']>([]);
  useEffect(() => {
    if (!status) return;
    for (const text of reachableToSay(t, last.current, status.registries)) messages.say(text);
    last.current = status.registries;
  }, [status, messages, t]);
}
