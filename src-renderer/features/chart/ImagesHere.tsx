import { useState } from 'react';
import type { ChartEndpoint } from '../../../src-main/contract/chart.ts';
import { StateBadge } from '../../components/StateBadge.tsx';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { useRead } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { useChartActions } from './chartActions.ts';
import { PanelSection } from './Panel.tsx';

const searchFrom = 8;
const shownAtOnce = 60;

/** The registry's images that are at an endpoint, with a search once the list is long. */
export function ImagesHere({ place: { endpoint, imagesHere, bytesHere } }: { readonly place: ChartEndpoint }) {
  const { placements } = useChartActions();
  const { t, format, states } = useWords();
  const images = useRead('containers').value?.images ?? [];
  const [text, setText] = useState('');
  const names = new Map(images.map((image) => [image.id, nameWithTagOf(image)]));
  const here = placements
    .filter(({ endpointId, state }) => endpointId === endpoint.id && (state === 'upToDate' || state === 'older'))
    .map((placement) => ({ ...placement, name: names.get(placement.imageId) ?? placement.imageId }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const found = here.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
  const title =
    imagesHere === 0
      ? t('chart.panel.imagesHere')
      : t('chart.panel.imagesHereCount', {
          images: t('chart.counts.images', { count: imagesHere }),
          size: format.size(bytesHere),
        });
  return (
    <PanelSection title={title}>
      {imagesHere === 0 && <p className="soft small">{t('chart.panel.nothingHere')}</p>}
      {here.length >= searchFrom && (
        <input
          type="search"
          className="input chart-images-search"
          aria-label={t('chart.panel.searchImages')}
          placeholder={t('chart.panel.searchImages')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <ul className="chart-list chart-images">
        {found.slice(0, shownAtOnce).map(({ imageId, name, state }) => (
          <li key={imageId}>
            <span className="mono clip" title={name}>
              {name}
            </span>
            <StateBadge state={states.placement[state]} />
          </li>
        ))}
      </ul>
      {found.length > shownAtOnce && (
        <p className="soft small">{t('chart.counts.more', { count: found.length - shownAtOnce })}</p>
      )}
    </PanelSection>
  );
}
