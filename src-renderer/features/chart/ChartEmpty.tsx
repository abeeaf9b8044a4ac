import { Button } from '../../components/Button.tsx';
import { RhumbLines } from '../../components/CompassRose.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useProblemActions } from '../../components/useProblemActions.ts';
import { useStores } from '../../stores/StoresContext.tsx';

export function ChartEmpty({ hasRegistry }: { readonly hasRegistry: boolean }) {
  const { route } = useStores();
  const { startLab } = useProblemActions();
  return (
    <>
      <PageHeader title="Chart" />
      <div className="chart-empty">
        <RhumbLines />
        <EmptyState
          purpose="The chart shows your registries, your endpoints, and what is on its way between them."
          reason={
            hasRegistry
              ? 'No endpoints yet. Connect Globus, or add one by its id.'
              : 'No registry and no endpoints yet. Connect a registry and Globus.'
          }
          action={
            <Button variant="primary" onPress={() => route.go('settings', 'globus')}>
              Connect Globus
            </Button>
          }
          link={
            <Button variant="link" onPress={() => startLab?.()}>
              Try with practice data
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
  return (
    <div className="chart-nothing" role="status">
      <p>{text === '' ? 'No endpoint passes the filter.' : `No endpoint matches “${text}”.`}</p>
      {isFiltering && (
        <Button size="small" onPress={onClear}>
          Clear filters
        </Button>
      )}
    </div>
  );
}
