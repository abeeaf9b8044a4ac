import { Icon } from '../../components/Icon.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

const meanings = [
  { meaning: 'upToDate', state: 'upToDate' },
  { meaning: 'older', state: 'older' },
  { meaning: 'changed', state: 'older' },
  { meaning: 'onItsWay', state: 'onItsWay' },
  { meaning: 'notThere', state: 'notThere' },
  { meaning: 'notKnown', state: 'notKnown' },
] as const;

/** What the states of the cells mean. */
export function MatrixLegend() {
  const { t, states } = useWords();
  return (
    <details className="matrix-legend">
      <summary>{t('placement.legend.title')}</summary>
      <dl>
        {meanings.map(({ meaning, state }) => (
          <div key={meaning}>
            <dt className={`matrix-${state}`}>
              <span className="matrix-state">
                <Icon name={states.placement[state].icon} size={13} />
                {meaning === 'changed' ? t('placement.changed.short') : states.placement[state].word}
              </span>
            </dt>
            <dd>{t(`placement.legend.${meaning}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
