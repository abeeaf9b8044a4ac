import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useProblemActions } from '../../components/useProblemActions.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

export function NoColumns() {
  const { route } = useStores();
  const { startLab } = useProblemActions();
  const { t } = useWords();
  return (
    <EmptyState
      purpose={t('placement.matrix.purpose')}
      reason={t('placement.matrix.empty')}
      action={
        <Button variant="primary" onPress={() => route.go('settings', 'globus')}>
          {t('placement.matrix.connectGlobus')}
        </Button>
      }
      link={
        <Button variant="link" onPress={() => startLab?.()}>
          {t('placement.matrix.tryPractice')}
        </Button>
      }
    />
  );
}
