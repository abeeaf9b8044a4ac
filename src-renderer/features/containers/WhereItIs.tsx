import type { Image } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { RunLines } from '../../components/RunLines.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Ago } from '../../components/Values.tsx';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

/** One image at every endpoint, and the shortest way to bring it where it is missing. */
export function WhereItIs({ image }: { readonly image: Image }) {
  const { t, states } = useWords();
  const { dialogs } = useStores();
  const placements = (useRead('placements').value ?? []).filter(({ imageId }) => imageId === image.id);
  const registries = useRead('registries').value ?? [];
  const harbours = registries.map(({ harbour }) => harbour?.endpointId);
  const all = useRead('endpoints').value?.endpoints ?? [];
  const endpoints = all.filter((endpoint) => !endpoint.isHidden && !harbours.includes(endpoint.id));
  return (
    <section className="card" aria-label={t('containers.where.title')}>
      <h2>{t('containers.where.title')}</h2>
      {endpoints.length === 0 && <p className="soft">{t('containers.where.none')}</p>}
      <ul className="where-list">
        {endpoints.map((endpoint) => {
          const placement = placements.find(({ endpointId }) => endpointId === endpoint.id);
          const state = placement?.state ?? 'notKnown';
          return (
            <li key={endpoint.id}>
              <span className="where-name clip" title={placement?.path ?? undefined}>
                {endpoint.name}
              </span>
              <StateBadge state={states.placement[state]} />
              <span className="soft small">{placement?.since && <Ago at={placement.since} />}</span>
              {state !== 'upToDate' && state !== 'onItsWay' && (
                <Button
                  size="small"
                  aria-label={t('containers.where.sendTo', { name: endpoint.name })}
                  onPress={() => dialogs.openSend([image.id], [endpoint.id])}
                >
                  {t('containers.where.send')}
                </Button>
              )}
              {state === 'upToDate' && placement?.path && (
                <details className="where-run">
                  <summary>{t('containers.where.run')}</summary>
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
