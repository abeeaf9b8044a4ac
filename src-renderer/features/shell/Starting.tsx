import type { Problem } from '../../../src-main/contract/errors.ts';
import { problemWords } from '../../../src-main/contract/problemWords/problems.ts';
import { CompassRose } from '../../components/CompassRose.tsx';
import { useConnection } from '../../stores/StoresContext.tsx';

/** Before the first facts are there. */
export function Starting({ problem }: { readonly problem: Problem | null }) {
  const isLost = useConnection() === 'lost' || problem !== null;
  return (
    <main className="starting">
      <CompassRose size={140} />
      <h1>Portolan</h1>
      <p role="status" className="soft">
        {isLost ? 'Portolan does not answer. Trying again…' : 'Opening the chart…'}
      </p>
      {problem && <p className="soft small">{problemWords(problem).title}</p>}
    </main>
  );
}
