import type { ImageDetail } from '../../../src-main/contract/registry.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { Size } from '../../components/Values.tsx';
import { recipeLines } from './recipeLines.ts';

export function ContainerRecipe({ detail: { sif, sifProblem } }: { readonly detail: ImageDetail }) {
  if (!sif)
    return sifProblem ? <ProblemView problem={sifProblem} /> : <p className="soft">Nothing is known of it yet.</p>;
  return (
    <div className="stack">
      {sif.definition === null ? (
        <p className="soft">The image carries no recipe.</p>
      ) : (
        <section className="card recipe-card" aria-label="Recipe">
          <div className="recipe-head">
            <h2>Recipe</h2>
            <span className="badge tone-grey">from the image itself</span>
            <span className="push" />
            <CopyButton text={sif.definition} what="recipe" />
          </div>
          <Definition text={sif.definition} />
        </section>
      )}
      {sif.environment !== null && (
        <section className="card recipe-card" aria-label="Environment">
          <div className="recipe-head">
            <h2>Environment</h2>
          </div>
          <Definition text={sif.environment} />
        </section>
      )}
      <section className="card" aria-label="Parts of the file">
        <h2>Parts of the file</h2>
        <table className="plain-table parts-table">
          <thead>
            <tr>
              <th>Number</th>
              <th>Kind</th>
              <th>Name</th>
              <th>Size</th>
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
