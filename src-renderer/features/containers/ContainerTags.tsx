import { IconAlertTriangle, IconArrowsDiff, IconEqual } from '@tabler/icons-react';
import type { Image, ImageDetail } from '../../../src-main/contract/registry.ts';
import { IconButton } from '../../components/Button.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Ago, Digest, Size } from '../../components/Values.tsx';
import { hrefOf } from '../../stores/routeStore.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { compareId } from './comparePlace.ts';
import { summarize } from './placementSummary.ts';
import { hasDrifted, tagGroups } from './tagGroups.ts';

/** All tags of the container, by the file they name; and those that have fallen behind. */
export function ContainerTags({ detail: { image, otherTags } }: { readonly detail: ImageDetail }) {
  const { t } = useWords();
  const all = [image, ...otherTags];
  return (
    <div className="table-frame">
      <table className="plain-table tags-table">
        <thead>
          <tr>
            <th>{t('containers.tags.tag')}</th>
            <th>{t('containers.tags.digest')}</th>
            <th>{t('containers.tags.architecture')}</th>
            <th>{t('containers.tags.size')}</th>
            <th>{t('containers.tags.built')}</th>
            <th>{t('containers.tags.where')}</th>
            <th>{t('containers.tags.relation')}</th>
          </tr>
        </thead>
        {tagGroups(all).map(({ images }) => (
          <tbody key={images[0]?.id} className="tag-group">
            {images.map((each) => (
              <TagRow key={each.id} each={each} image={image} all={all} isAlias={images.length > 1} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

interface TagRowProps {
  readonly each: Image;
  readonly image: Image;
  readonly all: readonly Image[];
  /** Another tag names the same file. */
  readonly isAlias: boolean;
}

function TagRow({ each, image, all, isAlias }: TagRowProps) {
  const words = useWords();
  const { t } = words;
  const { route } = useStores();
  const placements = useRead('placements').value ?? [];
  const own = new Map(
    placements.filter(({ imageId }) => imageId === each.id).map(({ endpointId, state }) => [endpointId, state]),
  );
  return (
    <tr className={each.id === image.id ? 'tag-this' : ''}>
      <td>
        <a className="row-link" href={hrefOf('containers', each.id)}>
          {each.tag ?? t('containers.noTag')}
        </a>
      </td>
      <td>
        <span className="row">
          <Digest digest={each.digest} />
          {isAlias && (
            <span className="badge tone-grey">
              <IconEqual size={13} aria-hidden="true" /> {t('containers.tags.sameFile')}
            </span>
          )}
        </span>
      </td>
      <td>{each.architecture ?? <span className="soft">{t('containers.notKnown')}</span>}</td>
      <td>
        <Size bytes={each.sizeBytes} />
      </td>
      <td>
        <Ago at={each.builtAt} />
      </td>
      <td>
        <StateBadge state={summarize(words, own.size === 0 ? undefined : own)} />
      </td>
      <td className="soft">
        <span className="tag-relation">
          {t(`containers.tags.${relationOf(each, image)}`)}
          {each.id !== image.id && (
            <IconButton
              label={t('containers.compare.withThis', { name: each.tag ?? t('containers.noTag') })}
              icon={<IconArrowsDiff size={16} aria-hidden="true" />}
              onPress={() => route.go('containers', compareId(image.id, each.id))}
            />
          )}
        </span>
        {hasDrifted(each, all) && (
          <span className="badge tone-amber tag-drift">
            <IconAlertTriangle size={13} aria-hidden="true" /> {t('containers.tags.drift')}
          </span>
        )}
      </td>
    </tr>
  );
}

function relationOf(each: Image, image: Image): 'this' | 'notKnown' | 'same' | 'other' {
  if (each.id === image.id) return 'this';
  if (each.digest === null || image.digest === null) return 'notKnown';
  return each.digest === image.digest ? 'same' : 'other';
}
