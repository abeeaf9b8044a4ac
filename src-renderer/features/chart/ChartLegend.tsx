/** What colours and lines mean. Each has a word on the chart as well; nothing is said by colour alone. */
export function ChartLegend({ chosen }: { readonly chosen: string | null }) {
  return (
    <ul className="chart-legend" aria-label="Legend">
      <LegendLine look="running">sending</LegendLine>
      <LegendLine look="subscription">subscription</LegendLine>
      <LegendLine look="paused">paused</LegendLine>
      <LegendLine look="problem">problem</LegendLine>
      <li>
        <span className="chart-legend-node chart-legend-amber" aria-hidden="true" />
        amber: {chosen === null ? 'nothing sent yet' : `${chosen} not there`}
      </li>
      <li>
        <span className="chart-legend-node chart-legend-blue" aria-hidden="true" />
        blue: {chosen === null ? 'has images' : `has ${chosen}`}
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
