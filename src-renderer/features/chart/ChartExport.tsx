import { IconDownload } from '@tabler/icons-react';
import { Button } from '../../components/Button.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import type { PictureFacts } from './chartPicture.ts';
import { type ExportKind, exportChart } from './exportChart.ts';

const kinds: readonly { readonly id: ExportKind; readonly word: string }[] = [
  { id: 'png', word: 'Picture (PNG)' },
  { id: 'svg', word: 'Drawing (SVG)' },
  { id: 'json', word: 'Facts (JSON)' },
];

/** `factsNow` is asked when something is chosen, so that the picture is the chart as it stands. */
export function ChartExport({ factsNow }: { readonly factsNow: () => Omit<PictureFacts, 'colours'> }) {
  const { messages } = useStores();
  const { run, problem } = useCall();
  const save = (kind: ExportKind) =>
    run(async () => messages.succeed(`Saved ${await exportChart(kind, factsNow(), new Date())}`));
  return (
    <>
      <MenuButton
        label="Export the chart"
        trigger={
          <Button size="small" icon={<IconDownload size={15} aria-hidden="true" />}>
            Export
          </Button>
        }
        entries={kinds.map(({ id, word }) => ({ id, label: word, textValue: word, onSelect: () => void save(id) }))}
      />
      {problem && <ProblemView problem={problem} compact />}
    </>
  );
}
