import { useState } from 'react';

const storageKey = 'portolan.chart.view';
/** More nodes than this are easier to read line by line. */
const tableFrom = 61;

const readChoice = (): 'chart' | 'table' | null => {
  try {
    const stored = globalThis.localStorage?.getItem(storageKey);
    return stored === 'chart' || stored === 'table' ? stored : null;
  } catch {
    return null;
  }
};

/** Chart or table: as last chosen, else by how much there is to show. */
export function useChartView(count: number): [boolean, (isTable: boolean) => void] {
  const [choice, setChoice] = useState(readChoice);
  const [startsAsTable] = useState(count >= tableFrom);
  const choose = (isTable: boolean): void => {
    const next = isTable ? 'table' : 'chart';
    setChoice(next);
    try {
      globalThis.localStorage?.setItem(storageKey, next);
    } catch {
      // The choice then lasts as long as the page: nothing else depends on it.
    }
  };
  return [choice === null ? startsAsTable : choice === 'table', choose];
}
