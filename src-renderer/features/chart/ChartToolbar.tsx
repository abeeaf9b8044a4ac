import { IconAdjustmentsHorizontal, IconMaximize, IconSitemap, IconTable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { DialogTrigger, Popover } from 'react-aria-components';
import type { EndpointKind } from '../../../src-main/contract/endpoint.ts';
import { Button } from '../../components/Button.tsx';
import { Checkbox } from '../../components/Fields.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { type ChartFilter, isFiltering, noFilter } from './chartFilter.ts';

interface ChartToolbarProps {
  readonly isTable: boolean;
  readonly onTable: (isTable: boolean) => void;
  readonly filter: ChartFilter;
  readonly onFilter: (filter: ChartFilter) => void;
  readonly onFit: () => void;
  readonly onArrange: () => void;
  /** Further tools: how the chart is drawn, and what it is saved as. */
  readonly children?: ReactNode;
}

const kinds: readonly EndpointKind[] = ['mapped', 'guest', 'personal'];

export function ChartToolbar(props: ChartToolbarProps) {
  const { isTable, onTable, filter, onFilter, onFit, onArrange, children } = props;
  const { t } = useWords();
  return (
    <div className="chart-tools" role="toolbar" aria-label={t('chart.tools.label')}>
      {!isTable && (
        <>
          <Button size="small" icon={<IconMaximize size={15} aria-hidden="true" />} onPress={onFit}>
            {t('chart.tools.fit')}
          </Button>
          <Button size="small" icon={<IconSitemap size={15} aria-hidden="true" />} onPress={onArrange}>
            {t('chart.tools.arrange')}
          </Button>
        </>
      )}
      <FilterButton filter={filter} onFilter={onFilter} />
      <Button
        size="small"
        icon={isTable ? <IconSitemap size={15} aria-hidden="true" /> : <IconTable size={15} aria-hidden="true" />}
        onPress={() => onTable(!isTable)}
      >
        {t(isTable ? 'chart.tools.chart' : 'chart.tools.table')}
      </Button>
      {children}
    </div>
  );
}

function FilterButton({ filter, onFilter }: Pick<ChartToolbarProps, 'filter' | 'onFilter'>) {
  const { t, states } = useWords();
  const toggleKind = (kind: EndpointKind, isOn: boolean) =>
    onFilter({ ...filter, kinds: isOn ? [...filter.kinds, kind] : filter.kinds.filter((other) => other !== kind) });
  return (
    <DialogTrigger>
      <Button
        size="small"
        className={isFiltering(filter) ? 'chart-filter-on' : ''}
        icon={<IconAdjustmentsHorizontal size={15} aria-hidden="true" />}
      >
        {t(isFiltering(filter) ? 'chart.tools.filterOn' : 'chart.tools.filter')}
      </Button>
      <Popover className="popover" placement="bottom start" offset={6} aria-label={t('chart.tools.filterEndpoints')}>
        <div className="filter-list">
          {kinds.map((kind) => (
            <Checkbox
              key={kind}
              label={states.endpointKind[kind]}
              checked={filter.kinds.includes(kind)}
              onChange={(isOn) => toggleKind(kind, isOn)}
            />
          ))}
          <hr className="chart-filter-line" />
          <Checkbox
            label={t('chart.tools.onlySubscribed')}
            checked={filter.onlySubscribed}
            onChange={(onlySubscribed) => onFilter({ ...filter, onlySubscribed })}
          />
          <Checkbox
            label={t('chart.tools.onlyTrouble')}
            checked={filter.onlyTrouble}
            onChange={(onlyTrouble) => onFilter({ ...filter, onlyTrouble })}
          />
          <Checkbox
            label={t('chart.tools.hiddenToo')}
            checked={filter.showsHidden}
            onChange={(showsHidden) => onFilter({ ...filter, showsHidden })}
          />
          {isFiltering(filter) && (
            <Button variant="quiet" size="small" onPress={() => onFilter({ ...noFilter, text: filter.text })}>
              {t('chart.tools.clear')}
            </Button>
          )}
        </div>
      </Popover>
    </DialogTrigger>
  );
}
