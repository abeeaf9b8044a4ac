import { useEffect, useState } from 'react';
import type { Preflight } from '../../../src-main/contract/endpoint.ts';
import type { Problem } from '../../../src-main/contract/errors.ts';
import type { EndpointId, ImageId } from '../../../src-main/contract/ids.ts';
import { problemOf } from '../../api/failure.ts';
import { useApi } from '../../stores/StoresContext.tsx';

interface PreflightView {
  readonly preflight: Preflight | null;
  readonly problem: Problem | null;
  readonly refresh: () => void;
}

/** The lights of an endpoint, looked up when it is shown and when the chosen images change. */
export function usePreflight(id: EndpointId, imageIds: readonly ImageId[]): PreflightView {
  const api = useApi();
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<Omit<PreflightView, 'refresh'>>({ preflight: null, problem: null });
  const wanted = imageIds.join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks again; `wanted` stands for the ids by value.
  useEffect(() => {
    const stopped = new AbortController();
    setAnswer({ preflight: null, problem: null });
    api.endpoints.preflight.query({ id, imageIds: [...imageIds] }, { signal: stopped.signal }).then(
      (preflight) => !stopped.signal.aborted && setAnswer({ preflight, problem: null }),
      (error: unknown) => !stopped.signal.aborted && setAnswer({ preflight: null, problem: problemOf(error) }),
    );
    return () => stopped.abort();
  }, [api, id, wanted, round]);
  return { ...answer, refresh: () => setRound((before) => before + 1) };
}
