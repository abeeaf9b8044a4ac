import { IconColumns3 } from '@tabler/icons-react';
import { Button as AriaButton, DialogTrigger, Popover } from 'react-aria-components';
import { Button } from '../../components/Button.tsx';
import { Checkbox } from '../../components/Fields.tsx';
import { type HideableColumn, hideableColumns } from '../../stores/keptContainerView.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { withColumn } from './hiddenColumns.ts';

/** Which columns the table has; kept. */
export function ColumnChooser({ hidden }: { readonly hidden: ReadonlySet<HideableColumn> }) {
  const { t } = useWords();
  const { containerView } = useStores();
  const change = (hiddenColumns: ReadonlySet<HideableColumn> | null) => containerView.change({ hiddenColumns });
  return (
    <DialogTrigger>
      <AriaButton className="chip chip-icon">
        <IconColumns3 size={15} aria-hidden="true" />
        <span>{t('containers.columns.choose')}</span>
      </AriaButton>
      <Popover className="popover" placement="bottom end" offset={6} aria-label={t('containers.columns.choose')}>
        <div className="filter-list">
          {hideableColumns.map((column) => (
            <Checkbox
              key={column}
              label={t(`containers.columns.${column}`)}
              checked={!hidden.has(column)}
              onChange={(isShown) => change(withColumn(hidden, column, isShown))}
            />
          ))}
          <Button variant="quiet" size="small" onPress={() => change(null)}>
            {t('containers.columns.reset')}
          </Button>
        </div>
      </Popover>
    </DialogTrigger>
  );
}
