import type { ChartArrow } from '../../../src-main/contract/chart.ts';
import { Button } from '../../components/Button.tsx';
import { Progress } from '../../components/Progress.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { useChartActions } from './chartActions.ts';
import { PanelSection } from './Panel.tsx';

/** What is on its way to an endpoint now. */
export function OnTheWay({ arrows }: { readonly arrows: readonly ChartArrow[] }) {
  const { showActivity } = useChartActions();
  const { t, format } = useWords();
  return arrows.flatMap(({ id, running }) => {
    if (running === null) return [];
    const { bytesDone, bytesTotal, bytesPerSecond, filesDone, filesTotal } = running;
    const done = format.size(bytesDone);
    const facts = [
      bytesTotal === null ? done : t('chart.panel.bytesOf', { done, total: format.size(bytesTotal) }),
      format.percent(bytesDone, bytesTotal),
      bytesPerSecond > 0 ? format.rate(bytesPerSecond) : null,
      t('chart.panel.filesDone', { done: filesDone, total: filesTotal }),
    ];
    const title = t('chart.panel.onTheirWay', { count: filesTotal });
    const activityId = running.activityIds[0];
    return (
      <PanelSection key={id} title={title}>
        <Progress done={bytesDone} total={bytesTotal} label={title} />
        <p className="soft small num">{facts.filter(Boolean).join(' · ')}</p>
        {activityId !== undefined && (
          <Button variant="link" size="small" onPress={() => showActivity(activityId)}>
            {t('chart.panel.showInActivity')}
          </Button>
        )}
      </PanelSection>
    );
  });
}
