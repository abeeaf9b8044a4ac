import type { ContainerView } from '../../stores/containerViewStore.ts';
import type { HideableColumn } from '../../stores/keptContainerView.ts';

/** What is left out of the table: as chosen, else the registry while all images come from the same one. */
export function hiddenColumnsOf(
  { hiddenColumns }: Pick<ContainerView, 'hiddenColumns'>,
  registryCount: number,
): ReadonlySet<HideableColumn> {
  return hiddenColumns ?? new Set<HideableColumn>(registryCount > 1 ? [] : ['registry']);
}

export function withColumn(
  hidden: ReadonlySet<HideableColumn>,
  column: HideableColumn,
  isShown: boolean,
): ReadonlySet<HideableColumn> {
  const next = new Set(hidden);
  if (isShown) next.delete(column);
  else next.add(column);
  return next;
}
