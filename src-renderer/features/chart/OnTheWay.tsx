import type { ChartArrow } from '../../../src-main/contract/chart.ts';
import { formatCount, formatPercent, formatRate, formatSize } from '../../../src-main/contract/format.ts';
import { Button } from '../../components/Button.tsx';
import { Progress } from '../../components/Progress.tsx';
import { useChartActions } from './chartActions.ts';
import { PanelSection } from './Panel.tsx';

/** What is on its way to an endpoint now. */
export function OnTheWay({ arrows }: { readonly arrows: readonly ChartArrow[] }) {
  const { showActivity } = useChartActions();
  return arrows.flatMap(({ id, running }) => {
    if (running === null) return [];
    const { bytesDone, bytesTotal, bytesPerSecond, filesDone, filesTotal } = running;
    const facts = [
      bytesTotal === null ? formatSize(bytesDone) : `${formatSize(bytesDone)} of ${formatSize(bytesTotal)}`,
      formatPercent(bytesDone, bytesTotal),
      bytesPerSecond > 0 ? formatRate(bytesPerSecond) : null,
      `${filesDone} of ${filesTotal} done`,
    ];
    const activityId = running.activityIds[0];
    return (
      <PanelSection key={id} title={`${formatCount(filesTotal, 'image')} on their way`}>
        <Progress done={bytesDone} total={bytesTotal} label={`${formatCount(filesTotal, 'image')} on their way`} />
        <p className="soft small num">{facts.filter(Boolean).join(' · ')}</p>
        {activityId !== undefined && (
          <Button variant="link" size="small" onPress={() => showActivity(activityId)}>
            Show in Activity
          </Button>
        )}
      </PanelSection>
    );
  });
}
