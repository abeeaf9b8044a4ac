import { IconEye } from '@tabler/icons-react';
import { DialogTrigger, Popover } from 'react-aria-components';
import { Button } from '../../components/Button.tsx';
import { Checkbox, SelectField } from '../../components/Fields.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import type { TrafficWindow } from './chartTraffic.ts';

const windows: readonly TrafficWindow[] = ['off', 'day', 'week', 'all'];

export interface ChartOptions {
  readonly folded: ReadonlySet<string>;
  readonly traffic: TrafficWindow;
}

interface ChartViewOptionsProps {
  readonly options: ChartOptions;
  readonly organizations: readonly { readonly name: string; readonly count: number }[];
  readonly onChange: (options: ChartOptions) => void;
}

/** How the chart is drawn: what arrows' widths mean, and which organisations are folded into one node. */
export function ChartViewOptions({ options, organizations, onChange }: ChartViewOptionsProps) {
  const { t } = useWords();
  const { folded, traffic } = options;
  const names = organizations.map(({ name }) => name);
  const isAllFolded = names.length > 0 && names.every((name) => folded.has(name));
  const toggle = (name: string, isOn: boolean) => {
    const next = new Set(folded);
    if (isOn) next.add(name);
    else next.delete(name);
    onChange({ ...options, folded: next });
  };
  return (
    <DialogTrigger>
      <Button size="small" icon={<IconEye size={15} aria-hidden="true" />}>
        {t('chart.view.open')}
      </Button>
      <Popover className="popover" placement="bottom start" offset={6} aria-label={t('chart.view.label')}>
        <div className="filter-list">
          <SelectField
            label={t('chart.view.arrowWidth')}
            value={traffic}
            options={windows.map((value) => ({ value, label: t(`chart.view.${value}`) }))}
            onChange={(next) => onChange({ ...options, traffic: next })}
          />
          <hr className="chart-filter-line" />
          <strong className="field-label">{t('chart.view.fold')}</strong>
          {organizations.length === 0 && <p className="soft small">{t('chart.view.nothingToFold')}</p>}
          {organizations.length > 1 && (
            <Checkbox
              label={t('chart.view.foldAll')}
              checked={isAllFolded}
              onChange={(isOn) => onChange({ ...options, folded: new Set(isOn ? names : []) })}
            />
          )}
          {organizations.map(({ name, count }) => (
            <Checkbox
              key={name}
              label={
                <span className="filter-option">
                  <span>{name}</span>
                  <span className="num soft">{count}</span>
                </span>
              }
              checked={folded.has(name)}
              onChange={(isOn) => toggle(name, isOn)}
            />
          ))}
        </div>
      </Popover>
    </DialogTrigger>
  );
}
