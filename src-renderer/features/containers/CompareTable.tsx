import { CopyButton } from '../../components/CopyButton.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import type { CompareLine, CompareSection } from './compareFacts.ts';

interface CompareTableProps {
  readonly names: readonly [one: string, other: string];
  readonly sections: readonly CompareSection[];
  readonly onlyChanged: boolean;
}

/** Two images side by side. What differs has its sign, its colour and its word. */
export function CompareTable({ names, sections, onlyChanged }: CompareTableProps) {
  const { t } = useWords();
  const [one, other] = names;
  return (
    <div className="table-frame compare-frame">
      <table className="plain-table compare-table">
        <thead>
          <tr>
            <th>
              <span className="visually-hidden">{t('containers.compare.property')}</span>
            </th>
            <th>{one}</th>
            <th>{other}</th>
            <th>{t('containers.compare.change')}</th>
          </tr>
        </thead>
        {sections.map((section) => (
          <SectionLines key={section.id} section={section} onlyChanged={onlyChanged} />
        ))}
      </table>
    </div>
  );
}

function SectionLines({
  section: { id, title, lines },
  onlyChanged,
}: {
  readonly section: CompareSection;
  readonly onlyChanged: boolean;
}) {
  const { t } = useWords();
  const shown = onlyChanged ? lines.filter(({ change }) => change !== 'same') : lines;
  const empty = lines.length === 0 ? t('containers.compare.nowhere') : t('containers.compare.allSame');
  return (
    <tbody>
      <tr className="compare-section">
        <th colSpan={4} scope="rowgroup">
          {title}
        </th>
      </tr>
      {shown.map((line) => (
        <Line key={line.id} line={line} isName={id === 'where'} />
      ))}
      {shown.length === 0 && (
        <tr>
          <td colSpan={4} className="soft">
            {empty}
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Line({ line, isName }: { readonly line: CompareLine; readonly isName: boolean }) {
  const { t } = useWords();
  const { label, one, other, change } = line;
  return (
    <tr className={`compare-${change}`}>
      <th scope="row" title={isName ? label : undefined}>
        {label}
      </th>
      <td className="compare-one">
        <SideCell side={one} sign={change === 'changed' ? '−' : null} />
      </td>
      <td className="compare-other">
        <SideCell side={other} sign={change === 'changed' ? '+' : null} />
      </td>
      <td className="compare-word">{t(`containers.compare.${change}`)}</td>
    </tr>
  );
}

/** The sign is drawn beside the words that say the same; it is not read out. */
function SideCell({ side, sign }: { readonly side: CompareLine['one']; readonly sign: string | null }) {
  const { t } = useWords();
  const isDigest = side?.whole !== undefined && /^\w+:[0-9a-f]{32,}$/.test(side.whole);
  return (
    <span className="compare-side">
      <span className="compare-sign" aria-hidden="true">
        {sign}
      </span>
      {side === null && <span className="soft">{t('containers.notKnown')}</span>}
      {side?.state && <StateBadge state={side.state} />}
      {side !== null && !side.state && (
        <span className={isDigest ? 'mono' : ''} title={side.whole}>
          {side.text}
        </span>
      )}
      {isDigest && side?.whole && <CopyButton text={side.whole} what={t('components.copy.digest')} />}
    </span>
  );
}
