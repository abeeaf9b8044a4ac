import './compare.css';
import { IconArrowsExchange, IconEqual, IconEqualNot, IconQuestionMark } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import type { ImageId } from '../../../src-main/contract/ids.ts';
import type { Image, Registry } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { Checkbox } from '../../components/Fields.tsx';
import { ListState } from '../../components/ListState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ReadingBar } from '../../components/Skeleton.tsx';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { hrefOf } from '../../stores/routeStore.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { useRefreshKey } from '../shell/useShortcuts.ts';
import { ComparePicker } from './ComparePicker.tsx';
import { CompareTable } from './CompareTable.tsx';
import { type Compared, compareSections, differences, type Verdict, verdictOf } from './compareFacts.ts';
import { compareId } from './comparePlace.ts';
import { placementsByImage } from './placementSummary.ts';

const noImages: readonly Image[] = [];
const noEndpoints: readonly Endpoint[] = [];
const noRegistries: readonly Registry[] = [];

interface ComparePageProps {
  readonly one: ImageId;
  readonly other: ImageId | null;
}

/** Two images side by side: whether they are one file, and what differs. */
export function ComparePage({ one, other }: ComparePageProps) {
  const { t } = useWords();
  const { route } = useStores();
  const listing = useRead('containers');
  const images = listing.value?.images ?? noImages;
  const first = images.find(({ id }) => id === one) ?? null;
  const second = images.find(({ id }) => id === other) ?? null;
  const show = (left: ImageId, right: ImageId | null) => route.replace('containers', compareId(left, right));
  useRefreshKey(() => void listing.refresh());
  return (
    <>
      <PageHeader
        title={t('containers.compare.title')}
        back={{ href: hrefOf('containers'), label: t('containers.title') }}
        actions={
          other !== null && (
            <Button
              icon={<IconArrowsExchange size={16} aria-hidden="true" />}
              onPress={() => show(other, one)}
              isDisabled={first === null || second === null}
            >
              {t('containers.compare.swap')}
            </Button>
          )
        }
      />
      <ReadingBar isReading={listing.isReading} />
      <div className="page-body compare-page">
        <ListState read={listing} onTryAgain={() => void listing.refresh()} label={t('containers.empty.reading')} />
        {listing.value !== null && (
          <>
            <div className="compare-heads">
              <Head
                key={`one ${one}`}
                label={t('containers.compare.first')}
                {...{ images, chosen: first, beside: second, isWanted: false }}
                onChoose={(id) => show(id, other)}
              />
              <Head
                key={`other ${other}`}
                label={t('containers.compare.second')}
                {...{ images, chosen: second, beside: first, isWanted: other === null }}
                onChoose={(id) => show(one, id)}
              />
            </div>
            {first && second ? (
              <Comparison one={first} other={second} />
            ) : (
              <p className="soft">{t(first ? 'containers.compare.open' : 'containers.compare.gone')}</p>
            )}
          </>
        )}
      </div>
    </>
  );
}

function Head(props: React.ComponentProps<typeof ComparePicker>) {
  const { t } = useWords();
  const { dialogs } = useStores();
  const { chosen } = props;
  return (
    <div className="card compare-head">
      <ComparePicker {...props} />
      {chosen && (
        <span className="row">
          <a className="link" href={hrefOf('containers', chosen.id)}>
            {t('containers.compare.openImage')}
          </a>
          <span className="push" />
          <Button
            size="small"
            aria-label={t('containers.compare.send', { name: nameWithTagOf(chosen) })}
            onPress={() => dialogs.openSend([chosen.id])}
          >
            {t('containers.send')}
          </Button>
        </span>
      )}
    </div>
  );
}

const verdictIcons: Readonly<Record<Verdict, typeof IconEqual>> = {
  same: IconEqual,
  different: IconEqualNot,
  notKnown: IconQuestionMark,
};
const verdictTones: Readonly<Record<Verdict, string>> = { same: 'green', different: 'amber', notKnown: 'grey' };

function Comparison({ one, other }: { readonly one: Image; readonly other: Image }) {
  const words = useWords();
  const { t } = words;
  const [onlyChanged, setOnlyChanged] = useState(false);
  const sections = useSections(one, other);
  const verdict = verdictOf(one, other);
  const Shape = verdictIcons[verdict];
  return (
    <>
      <section className="card compare-verdict" aria-label={t('containers.compare.verdict')}>
        <span className={`badge tone-${verdictTones[verdict]}`}>
          <Shape size={15} aria-hidden="true" />
          <strong>{t(`containers.compare.verdicts.${verdict}`)}</strong>
        </span>
        <div className="compare-why">
          <p>{t(`containers.compare.why.${verdict}`)}</p>
          {differences(words, one, other).map((each) => (
            <p key={each} className="soft">
              {each}
            </p>
          ))}
        </div>
        <Checkbox
          kind="switch"
          label={t('containers.compare.onlyChanged')}
          checked={onlyChanged}
          onChange={setOnlyChanged}
        />
      </section>
      <CompareTable names={[nameWithTagOf(one), nameWithTagOf(other)]} sections={sections} onlyChanged={onlyChanged} />
    </>
  );
}

function useSections(one: Image, other: Image) {
  const words = useWords();
  const placements = useRead('placements').value;
  const registries = useRead('registries').value ?? noRegistries;
  const endpoints = useRead('endpoints').value?.endpoints ?? noEndpoints;
  return useMemo(() => {
    const own = placements?.filter(({ imageId }) => imageId === one.id || imageId === other.id) ?? [];
    const byImage = placementsByImage(own);
    const harbours = new Set(registries.map(({ harbour }) => harbour?.endpointId));
    const compared = (image: Image): Compared => ({
      image,
      registryName: registries.find(({ id }) => id === image.registryId)?.name ?? '',
      placements: byImage.get(image.id),
    });
    const shown = endpoints.filter(({ id, isHidden }) => !isHidden && !harbours.has(id));
    return compareSections(words, compared(one), compared(other), shown);
  }, [words, one, other, placements, registries, endpoints]);
}
