import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { StateWords } from '../../../src-main/contract/states.ts';
import { StateBadge } from '../../components/StateBadge.tsx';

interface NodeButtonProps {
  readonly id: string;
  readonly icon: Icon;
  readonly name: string;
  readonly state: StateWords;
  /** null: it opens nothing beside the chart. */
  readonly isSelected: boolean | null;
  readonly onPress: () => void;
  /** Facts between name and state. */
  readonly children: ReactNode;
}

/** The large part of a node: its name, a few facts, its state. */
export function NodeButton({ id, icon: NodeIcon, name, state, isSelected, onPress, children }: NodeButtonProps) {
  return (
    <button
      type="button"
      className="chart-node-main"
      data-node-id={id}
      aria-pressed={isSelected ?? undefined}
      onClick={onPress}
    >
      <span className="chart-node-name">
        <NodeIcon size={16} stroke={1.9} aria-hidden="true" />
        <span className="clip" title={name}>
          {name}
          <Comma />
        </span>
      </span>
      {children}
      <StateBadge state={state} />
    </button>
  );
}

export function NodeLine({ className = '', children }: { readonly className?: string; readonly children: ReactNode }) {
  return (
    <span className={`chart-node-line ${className} clip`}>
      {children}
      <Comma />
    </span>
  );
}

/** What is there, with a mark in the node's colour. */
export function NodeStock({ children }: { readonly children: ReactNode }) {
  return (
    <span className="chart-node-stock clip">
      <span className="chart-stock-mark" aria-hidden="true" />
      {children}
      <Comma />
    </span>
  );
}

/** Parts the facts of a node's name for those who hear it; lines part them for those who see it. */
const Comma = () => <span className="chart-comma">, </span>;
