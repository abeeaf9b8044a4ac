import type { ImageDetail } from '../../../src-main/contract/registry.ts';
import { Ago, Digest, Size } from '../../components/Values.tsx';
import { hrefOf } from '../../stores/routeStore.ts';
import { useWords } from '../../strings/WordsContext.tsx';

/** All tags of the container; those with this image's digest are other names of the same file. */
export function ContainerTags({ detail: { image, otherTags } }: { readonly detail: ImageDetail }) {
  const { t } = useWords();
  const all = [image, ...otherTags].toSorted((a, b) => (b.builtAt ?? '').localeCompare(a.builtAt ?? ''));
  return (
    <div className="table-frame">
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('containers.tags.tag')}</th>
            <th>{t('containers.tags.digest')}</th>
            <th>{t('containers.tags.size')}</th>
            <th>{t('containers.tags.built')}</th>
            <th>{t('containers.tags.relation')}</th>
          </tr>
        </thead>
        <tbody>
          {all.map((each) => (
            <tr key={each.id}>
              <td>
                <a className="row-link" href={hrefOf('containers', each.id)}>
                  {each.tag ?? t('containers.noTag')}
                </a>
              </td>
              <td>
                <Digest digest={each.digest} />
              </td>
              <td>
                <Size bytes={each.sizeBytes} />
              </td>
              <td>
                <Ago at={each.builtAt} />
              </td>
              <td className="soft">{t(`containers.tags.${relationOf(each, image)}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function relationOf(each: ImageDetail['image'], image: ImageDetail['image']): 'this' | 'notKnown' | 'same' | 'other' {
  if (each.id === image.id) return 'this';
  if (each.digest === null || image.digest === null) return 'notKnown';
  return each.digest === image.digest ? 'same' : 'other';
}
