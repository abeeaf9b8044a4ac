import type { ImageDetail } from '../../../src-main/contract/registry.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { Ago, CopyText, Digest, Size } from '../../components/Values.tsx';
import { useRead } from '../../stores/StoresContext.tsx';
import { WhereItIs } from './WhereItIs.tsx';

export function ContainerOverview({ detail }: { readonly detail: ImageDetail }) {
  return (
    <div className="detail-columns">
      <div className="stack">
        <ImageFacts detail={detail} />
        <WhereItIs image={detail.image} />
      </div>
      <div className="stack">
        <PullCommands commands={detail.pullCommands} />
        <Labels detail={detail} />
      </div>
    </div>
  );
}

function ImageFacts({ detail: { image, sif } }: { readonly detail: ImageDetail }) {
  const registry = useRead('registries').value?.find(({ id }) => id === image.registryId);
  return (
    <section className="card" aria-label="Facts">
      <h2>Image</h2>
      <dl className="facts">
        <dt>Size</dt>
        <dd>
          <Size bytes={image.sizeBytes} />
        </dd>
        <dt>Digest</dt>
        <dd>
          <Digest digest={image.digest} />
        </dd>
        <dt>Built</dt>
        <dd>
          <Ago at={sif?.createdAt ?? image.builtAt} />
        </dd>
        <dt>Architecture</dt>
        <dd>{sif?.architecture ?? image.architecture ?? 'not known'}</dd>
        <dt>Signature</dt>
        <dd>{sif ? signatureWords(sif.isSigned) : 'not known'}</dd>
        <dt>Registry</dt>
        <dd>{registry?.name ?? 'not known'}</dd>
        <dt>File there</dt>
        <dd>
          {image.relativePath ? (
            <CopyText text={image.relativePath} what="the path" />
          ) : (
            <span className="soft">not a plain file at the registry</span>
          )}
        </dd>
      </dl>
    </section>
  );
}

/** Whether a signature is in the file; whose it is and whether it holds is not checked here. */
const signatureWords = (isSigned: boolean): string => (isSigned ? 'Carries a signature (not checked)' : 'None');

function PullCommands({ commands }: { readonly commands: ImageDetail['pullCommands'] }) {
  return (
    <section className="card" aria-label="Commands">
      <h2>Pull it by hand</h2>
      <div className="pull-commands">
        {commands.map(({ tool, command }) => (
          <div key={tool}>
            <span className="field-label">{tool}</span>
            <div className="command">
              <code className="mono">{command}</code>
              <CopyButton text={command} what={`${tool} command`} />
            </div>
          </div>
        ))}
        {commands.length === 0 && <p className="soft">This registry offers no pull command for this image.</p>}
      </div>
    </section>
  );
}

function Labels({ detail: { sif, sifProblem } }: { readonly detail: ImageDetail }) {
  const labels = Object.entries(sif?.labels ?? {});
  return (
    <section className="card" aria-label="Labels">
      <h2>Labels</h2>
      {sifProblem && <ProblemView problem={sifProblem} compact />}
      {sif && labels.length === 0 && <p className="soft">The image carries no labels.</p>}
      {labels.length > 0 && (
        <dl className="labels">
          {labels.map(([name, value]) => (
            <div key={name}>
              <dt className="mono clip" title={name}>
                {name}
              </dt>
              <dd>
                <CopyText text={value} what={name} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
