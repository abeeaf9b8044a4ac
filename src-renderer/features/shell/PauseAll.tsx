import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { problemOf } from '../../api/failure.ts';
import { Button } from '../../components/Button.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useIsPaused, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

/** The one switch that keeps everything back; its refusal is told where the click was heard. */
export function usePauseAll() {
  const { api, messages } = useStores();
  const { t, problemWords } = useWords();
  const isPaused = useIsPaused();
  return {
    /** null: not known yet. */
    isPaused,
    words: t(isPaused === true ? 'shell.pause.resume' : 'shell.pause.pause'),
    change: () =>
      void api.settings.update.mutate({ transfers: { isPaused: isPaused !== true } }).then(
        () => messages.succeed(t(isPaused === true ? 'shell.pause.resumed' : 'shell.pause.paused')),
        (error: unknown) => messages.fail(problemWords(problemOf(error)).title),
      ),
  };
}

export function PauseAllButton() {
  const { isPaused, words, change } = usePauseAll();
  const Mark = isPaused === true ? IconPlayerPlay : IconPlayerPause;
  return (
    <Button isDisabled={isPaused === null} icon={<Mark size={16} aria-hidden="true" />} onPress={change}>
      {words}
    </Button>
  );
}

/** Says on the pages of transfers why nothing new starts. */
export function PausedNotice() {
  if (useIsPaused() !== true) return null;
  return <ProblemView problem={{ code: 'transfer.allPaused', facts: {}, at: new Date().toISOString() }} compact />;
}
