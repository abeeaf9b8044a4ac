import { runLines } from '../lib/runLines.ts';
import { useWords } from '../strings/WordsContext.tsx';
import { CopyButton } from './CopyButton.tsx';

/** How to use an image where it has arrived, ready to paste there. */
export function RunLines({ path, name }: { readonly path: string; readonly name: string }) {
  const { t } = useWords();
  return (
    <dl className="run-lines">
      {runLines(path).map(({ tool, line }) => (
        <div key={tool}>
          <dt>{tool}</dt>
          <dd className="command">
            <code className="mono">{line}</code>
            <CopyButton text={line} what={t('components.copy.line', { tool, name })} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
