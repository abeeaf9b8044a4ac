import { Button } from '../../components/Button.tsx';
import { RhumbLines } from '../../components/CompassRose.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useProblemActions } from '../../components/useProblemActions.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

export function ChartEmpty({ hasRegistry }: { readonly hasRegistry: boolean }) {
  const { route } = useStores();
  const { startLab } = useProblemActions();
  const { t } = useWords();
  return (
    <>
      <PageHeader title={t('chart.page.title')} />
      <div className="chart-empty">
        <RhumbLines />
        <EmptyState
          purpose={t('chart.empty.purpose')}
          reason={t(hasRegistry ? 'chart.empty.noEndpoints' : 'chart.empty.noRegistry')}
          action={
            <Button variant="primary" onPress={() => route.go('settings', 'globus')}>
              {t('chart.empty.connectGlobus')}
            </Button>
          }
          link={
            <Button variant="link" onPress={() => startLab?.()}>
              {t('chart.empty.tryPractice')}
            </Button>
          }
        />
      </div>
    </>
  );
}

interface NothingFoundProps {
  readonly text: string;
  readonly isFiltering: boolean;
  readonly onClear: () => void;
}

/** The filter hides every endpoint, or none is left that is not hidden. */
export function NothingFound({ text, isFiltering, onClear }: NothingFoundProps) {
  const { t } = useWords();
  return (
    <div className="chart-nothing" role="status">
      <p>{text === '' ? t('chart.empty.nonePasses') : t('chart.empty.noneMatches', { text })}</p>
      {isFiltering && (
        <Button size="small" onPress={onClear}>
          {t('chart.empty.clearFilters')}
        </Button>
      )}
    </div>
  );
}
