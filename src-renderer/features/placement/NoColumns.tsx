import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useProblemActions } from '../../components/useProblemActions.ts';
import { useStores } from '../../stores/StoresContext.tsx';

export function NoColumns() {
  const { route } = useStores();
  const { startLab } = useProblemActions();
  return (
    <EmptyState
      purpose="Here you see which image is at which endpoint, and which version of it."
      reason="No endpoints yet. Connect Globus, or add one by its id."
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
  );
}
