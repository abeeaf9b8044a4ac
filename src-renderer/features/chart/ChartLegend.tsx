import { useWords } from '../../strings/WordsContext.tsx';

/** Which images were chosen: none, one by its name, or several. */
export type ChosenImages = { readonly name: string } | 'several' | null;

/** What colours and lines mean. Each has a word on the chart as well; nothing is said by colour alone. */
export function ChartLegend({ chosen }: { readonly chosen: ChosenImages }) {
  const { t } = useWords();
  return (
    <ul className="chart-legend" aria-label={t('chart.legend.label')}>
      <LegendLine look="running">{t('chart.legend.running')}</LegendLine>
      <LegendLine look="subscription">{t('chart.legend.subscription')}</LegendLine>
      <LegendLine look="paused">{t('chart.legend.paused')}</LegendLine>
      <LegendLine look="problem">{t('chart.legend.problem')}</LegendLine>
      <li>
        <span className="chart-legend-node chart-legend-amber" aria-hidden="true" />
        {chosen === null
          ? t('chart.legend.amber')
          : chosen === 'several'
            ? t('chart.legend.amberAll')
            : t('chart.legend.amberOne', chosen)}
      </li>
      <li>
        <span className="chart-legend-node chart-legend-blue" aria-hidden="true" />
        {chosen === null
          ? t('chart.legend.blue')
          : chosen === 'several'
            ? t('chart.legend.blueAll')
            : t('chart.legend.blueOne', chosen)}
      </li>
    </ul>
  );
}

function LegendLine({ look, children }: { readonly look: string; readonly children: string }) {
  return (
    <li>
      <svg width="26" height="10" viewBox="0 0 26 10" className={`chart-arrow chart-arrow-${look}`} aria-hidden="true">
        <path className="chart-arrow-line" d="M1 5H20" />
        <polygon className="chart-arrow-head" points="26,5 18,1.5 18,8.5" />
      </svg>
      {children}
    </li>
  );
}
