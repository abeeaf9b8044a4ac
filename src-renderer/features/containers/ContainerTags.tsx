import type { ImageDetail } from '../../../src-main/contract/registry.ts';
import { Ago, Digest, Size } from '../../components/Values.tsx';
import { hrefOf } from '../../stores/routeStore.ts';

/** All tags of the container; those with this image's digest are other names of the same file. */
export function ContainerTags({ detail: { image, otherTags } }: { readonly detail: ImageDetail }) {
  const all = [image, ...otherTags].toSorted((a, b) => (b.builtAt ?? '').localeCompare(a.builtAt ?? ''));
  return (
    <div className="table-frame">
      <table className="plain-table">
        <thead>
          <tr>
            <th>Tag</th>
            <th>Digest</th>
            <th>Size</th>
            <th>Built</th>
            <th>Beside this one</th>
          </tr>
        </thead>
        <tbody>
          {all.map((each) => (
            <tr key={each.id}>
              <td>
                <a className="row-link" href={hrefOf('containers', each.id)}>
                  {each.tag ?? '(no tag)'}
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
              <td className="soft">{relationOf(each, image)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function relationOf(each: ImageDetail['image'], image: ImageDetail['image']): string {
  if (each.id === image.id) return 'This one';
  if (each.digest === null || image.digest === null) return 'Not known';
  return each.digest === image.digest ? 'Same file' : 'Another file';
}
