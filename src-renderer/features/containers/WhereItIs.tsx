import type { Image } from '../../../src-main/contract/registry.ts';
import { placementStates } from '../../../src-main/contract/states.ts';
import { Button } from '../../components/Button.tsx';
import { RunLines } from '../../components/RunLines.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Ago } from '../../components/Values.tsx';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';

/** One image at every endpoint, and the shortest way to bring it where it is missing. */
export function WhereItIs({ image }: { readonly image: Image }) {
  const { dialogs } = useStores();
  const placements = (useRead('placements').value ?? []).filter(({ imageId }) => imageId === image.id);
  const registries = useRead('registries').value ?? [];
  const harbours = registries.map(({ harbour }) => harbour?.endpointId);
  const all = useRead('endpoints').value?.endpoints ?? [];
  const endpoints = all.filter((endpoint) => !endpoint.isHidden && !harbours.includes(endpoint.id));
  return (
    <section className="card" aria-label="Where it is">
      <h2>Where it is</h2>
      {endpoints.length === 0 && <p className="soft">No endpoints yet.</p>}
      <ul className="where-list">
        {endpoints.map((endpoint) => {
          const placement = placements.find(({ endpointId }) => endpointId === endpoint.id);
          const state = placement?.state ?? 'notKnown';
          return (
            <li key={endpoint.id}>
              <span className="where-name clip" title={placement?.path ?? undefined}>
                {endpoint.name}
              </span>
              <StateBadge state={placementStates[state]} />
              <span className="soft small">{placement?.since && <Ago at={placement.since} />}</span>
              {state !== 'upToDate' && state !== 'onItsWay' && (
                <Button
                  size="small"
                  aria-label={`Send to ${endpoint.name}…`}
                  onPress={() => dialogs.openSend([image.id], [endpoint.id])}
                >
                  Send…
                </Button>
              )}
              {state === 'upToDate' && placement?.path && (
                <details className="where-run">
                  <summary>Run it there</summary>
                  <RunLines path={placement.path} name={nameWithTagOf(image)} />
                </details>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
