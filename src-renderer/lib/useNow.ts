import { useContext, useEffect, useState } from 'react';
import { NowContext } from './now.ts';

/** The time, renewed every so often while the component is shown; in a list it is the list's. */
export function useNow(everyMs = 30_000): Date {
  const ofList = useContext(NowContext);
  const [now, setNow] = useState(() => ofList ?? new Date());
  const isOwn = ofList === null;
  useEffect(() => {
    if (!isOwn) return;
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, isOwn]);
  return ofList ?? now;
}
