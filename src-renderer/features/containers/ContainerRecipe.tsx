import type { ImageDetail } from '../../../src-main/contract/registry.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { Size } from '../../components/Values.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { recipeLines } from './recipeLines.ts';

export function ContainerRecipe({ detail: { sif, sifProblem } }: { readonly detail: ImageDetail }) {
  const { t } = useWords();
  if (!sif)
    return sifProblem ? <ProblemView problem={sifProblem} /> : <p className="soft">{t('containers.recipe.unknown')}</p>;
  return (
    <div className="stack">
      {sif.definition === null ? (
        <p className="soft">{t('containers.recipe.none')}</p>
      ) : (
        <section className="card recipe-card" aria-label={t('containers.recipe.title')}>
          <div className="recipe-head">
            <h2>{t('containers.recipe.title')}</h2>
            <span className="badge tone-grey">{t('containers.recipe.fromImage')}</span>
            <span className="push" />
            <CopyButton text={sif.definition} what={t('containers.recipe.copy')} />
          </div>
          <Definition text={sif.definition} />
        </section>
      )}
      {sif.environment !== null && (
        <section className="card recipe-card" aria-label={t('containers.recipe.environment')}>
          <div className="recipe-head">
            <h2>{t('containers.recipe.environment')}</h2>
          </div>
          <Definition text={sif.environment} />
        </section>
      )}
      <section className="card" aria-label={t('containers.recipe.parts')}>
        <h2>{t('containers.recipe.parts')}</h2>
        <table className="plain-table parts-table">
          <thead>
            <tr>
              <th>{t('containers.recipe.number')}</th>
              <th>{t('containers.recipe.kind')}</th>
              <th>{t('containers.recipe.name')}</th>
              <th>{t('containers.recipe.size')}</th>
            </tr>
          </thead>
          <tbody>
            {sif.objects.map((part) => (
              <tr key={part.id}>
                <td className="num">{part.id}</td>
                <td>{part.kind}</td>
                <td className="mono">{part.name}</td>
                <td>
                  <Size bytes={part.sizeBytes} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Definition({ text }: { readonly text: string }) {
  return (
    <pre className="recipe mono">
      {recipeLines(text).map((line) => (
        <span key={line.number} className={`recipe-line recipe-${line.kind}`}>
          <span className="recipe-number" aria-hidden="true">
            {line.number}
          </span>
          <span>
            {line.key ? <b>{line.key}</b> : null}
            {line.rest}
            {'\n'}
          </span>
        </span>
      ))}
    </pre>
  );
}
