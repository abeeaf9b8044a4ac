import type { Problem } from '../../../src-main/contract/errors.ts';
import { CompassRose } from '../../components/CompassRose.tsx';
import { useConnection } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

/** Before the first facts are there. */
export function Starting({ problem }: { readonly problem: Problem | null }) {
  const { t, problemWords } = useWords();
  const isLost = useConnection() === 'lost' || problem !== null;
  return (
    <main className="starting">
      <CompassRose size={140} />
      <h1>Portolan</h1>
      <p role="status" className="soft">
        {isLost ? t('shell.starting.silent') : t('shell.starting.opening')}
      </p>
      {problem && <p className="soft small">{problemWords(problem).title}</p>}
    </main>
  );
}
