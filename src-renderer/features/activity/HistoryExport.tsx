import { IconDownload } from '@tabler/icons-react';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { Button } from '../../components/Button.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { saveFile } from '../../lib/saveFile.ts';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { type HistoryKind, historyText } from './historyFile.ts';

const types: Readonly<Record<HistoryKind, string>> = { csv: 'text/csv', json: 'application/json' };
const kinds: readonly HistoryKind[] = ['csv', 'json'];

/** Saves the history as the filters show it, also what has not been scrolled to yet. */
export function HistoryExport({ choose }: { readonly choose: (all: readonly Activity[]) => readonly Activity[] }) {
  const { t } = useWords();
  const { history, messages } = useStores();
  const { ask, isBusy, problem } = useCall();
  const save = async (kind: HistoryKind) => {
    const all = await ask(() => history.readAll());
    if (all === null) return;
    const chosen = choose(all.answer);
    const name = t('activity.export.fileName', { date: new Date().toISOString().slice(0, 10), kind });
    saveFile(new Blob([historyText(kind, chosen)], { type: types[kind] }), name);
    messages.succeed(t('activity.export.saved', { count: chosen.length, name }));
  };
  return (
    <>
      <MenuButton
        label={t('activity.export.label')}
        trigger={
          <Button size="small" isDisabled={isBusy} icon={<IconDownload size={15} aria-hidden="true" />}>
            {t(isBusy ? 'activity.export.reading' : 'activity.export.open')}
          </Button>
        }
        entries={kinds.map((kind) => {
          const word = t(`activity.export.${kind}`);
          return { id: kind, label: word, textValue: word, onSelect: () => void save(kind) };
        })}
      />
      {problem && <ProblemView problem={problem} compact />}
    </>
  );
}
