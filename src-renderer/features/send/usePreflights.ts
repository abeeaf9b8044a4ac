import { useEffect, useState } from 'react';
import type { Preflight } from '../../../src-main/contract/endpoint.ts';
import type { Problem } from '../../../src-main/contract/errors.ts';
import type { EndpointId, ImageId } from '../../../src-main/contract/ids.ts';
import { problemOf } from '../../api/failure.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';

export interface PreflightAnswer {
  readonly preflight: Preflight | null;
  readonly problem: Problem | null;
}

/** The lights of each chosen endpoint, asked again when an endpoint's state or the sign-in has changed. */
export function usePreflights(endpointIds: readonly EndpointId[], imageIds: readonly ImageId[]) {
  const { api } = useStores();
  const endpointsReadAt = useRead('endpoints').readAt;
  const [answers, setAnswers] = useState<ReadonlyMap<EndpointId, PreflightAnswer>>(new Map());
  const key = JSON.stringify([endpointIds, imageIds, endpointsReadAt]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds everything that is asked for
  useEffect(() => {
    let isStale = false;
    const put = (id: EndpointId, answer: PreflightAnswer) => {
      if (!isStale) setAnswers((before) => new Map(before).set(id, answer));
    };
    for (const id of endpointIds) {
      api.endpoints.preflight.query({ id, imageIds: [...imageIds] }).then(
        (preflight) => put(id, { preflight, problem: null }),
        (error) => put(id, { preflight: null, problem: problemOf(error) }),
      );
    }
    return () => {
      isStale = true;
    };
  }, [key]);

  return answers;
}
