import { IconDownload } from '@tabler/icons-react';
import { Button } from '../../components/Button.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import type { PictureFacts } from './chartPicture.ts';
import { type ExportKind, exportChart } from './exportChart.ts';

const kinds: readonly ExportKind[] = ['png', 'svg', 'json'];

/** `factsNow` is asked when something is chosen, so that the picture is the chart as it stands. */
export function ChartExport({ factsNow }: { readonly factsNow: () => Omit<PictureFacts, 'colours'> }) {
  const { messages } = useStores();
  const words = useWords();
  const { t } = words;
  const { run, problem } = useCall();
  const save = (kind: ExportKind) =>
    run(async () =>
      messages.succeed(t('chart.export.saved', { name: await exportChart(words, kind, factsNow(), new Date()) })),
    );
  return (
    <>
      <MenuButton
        label={t('chart.export.label')}
        trigger={
          <Button size="small" icon={<IconDownload size={15} aria-hidden="true" />}>
            {t('chart.export.open')}
          </Button>
        }
        entries={kinds.map((kind) => {
          const word = t(`chart.export.${kind}`);
          return { id: kind, label: word, textValue: word, onSelect: () => void save(kind) };
        })}
      />
      {problem && <ProblemView problem={problem} compact />}
    </>
  );
}
