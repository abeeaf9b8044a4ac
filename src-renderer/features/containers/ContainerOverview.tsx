import type { ImageDetail } from '../../../src-main/contract/registry.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { Ago, CopyText, Digest, Size } from '../../components/Values.tsx';
import { useRead } from '../../stores/StoresContext.tsx';
import type { Translate } from '../../strings/types.ts';
import { useWords } from '../../strings/WordsContext.tsx';
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
  const { t } = useWords();
  const registry = useRead('registries').value?.find(({ id }) => id === image.registryId);
  return (
    <section className="card" aria-label={t('containers.facts.label')}>
      <h2>{t('containers.facts.title')}</h2>
      <dl className="facts">
        <dt>{t('containers.facts.size')}</dt>
        <dd>
          <Size bytes={image.sizeBytes} />
        </dd>
        <dt>{t('containers.facts.digest')}</dt>
        <dd>
          <Digest digest={image.digest} />
        </dd>
        <dt>{t('containers.facts.built')}</dt>
        <dd>
          <Ago at={sif?.createdAt ?? image.builtAt} />
        </dd>
        <dt>{t('containers.facts.architecture')}</dt>
        <dd>{sif?.architecture ?? image.architecture ?? t('containers.notKnown')}</dd>
        <dt>{t('containers.facts.signature')}</dt>
        <dd>{sif ? signatureWords(t, sif.isSigned) : t('containers.notKnown')}</dd>
        <dt>{t('containers.facts.registry')}</dt>
        <dd>{registry?.name ?? t('containers.notKnown')}</dd>
        <dt>{t('containers.facts.file')}</dt>
        <dd>
          {image.relativePath ? (
            <CopyText text={image.relativePath} what={t('containers.facts.path')} />
          ) : (
            <span className="soft">{t('containers.facts.noFile')}</span>
          )}
        </dd>
      </dl>
    </section>
  );
}

/** Whether a signature is in the file; whose it is and whether it holds is not checked here. */
const signatureWords = (t: Translate, isSigned: boolean): string =>
  isSigned ? t('containers.facts.signed') : t('containers.facts.unsigned');

function PullCommands({ commands }: { readonly commands: ImageDetail['pullCommands'] }) {
  const { t } = useWords();
  return (
    <section className="card" aria-label={t('containers.pull.label')}>
      <h2>{t('containers.pull.title')}</h2>
      <div className="pull-commands">
        {commands.map(({ tool, command }) => (
          <div key={tool}>
            <span className="field-label">{tool}</span>
            <div className="command">
              <code className="mono">{command}</code>
              <CopyButton text={command} what={t('containers.pull.command', { tool })} />
            </div>
          </div>
        ))}
        {commands.length === 0 && <p className="soft">{t('containers.pull.none')}</p>}
      </div>
    </section>
  );
}

function Labels({ detail: { sif, sifProblem } }: { readonly detail: ImageDetail }) {
  const { t } = useWords();
  const labels = Object.entries(sif?.labels ?? {});
  return (
    <section className="card" aria-label={t('containers.labels.title')}>
      <h2>{t('containers.labels.title')}</h2>
      {sifProblem && <ProblemView problem={sifProblem} compact />}
      {sif && labels.length === 0 && <p className="soft">{t('containers.labels.none')}</p>}
      {labels.length > 0 && (
        <dl className="labels">
          {labels.map(([name, value]) => (
            <div key={name}>
              <dt className="mono">{name}</dt>
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
