import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { progressToSay } from './progressToSay.ts';

/** The two live regions: progress politely and seldom, "Waiting for you" at once. */
export function Announcements() {
  const { messages } = useStores();
  const { polite, assertive } = useStore(messages);
  const status = useRead('status').value;
  const lastSaid = useRef({ percent: 0, tasks: 0 });
  const lastWaiting = useRef(0);

  useEffect(() => {
    if (!status) return;
    const next = progressToSay(lastSaid.current, status.running);
    lastSaid.current = next.said;
    if (next.text) messages.say(next.text);
    if (status.waitingForYou > lastWaiting.current) messages.sayAtOnce(`Waiting for you: ${status.waitingForYou}`);
    lastWaiting.current = status.waitingForYou;
  }, [status, messages]);

  return (
    <>
      <div className="visually-hidden" aria-live="polite">
        {polite}
      </div>
      <div className="visually-hidden" aria-live="assertive">
        {assertive}
      </div>
    </>
  );
}
