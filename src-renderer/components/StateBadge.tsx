import type { ReactNode } from 'react';
import type { StateWords } from '../../src-main/contract/states.ts';
import { Icon } from './Icon.tsx';

/** Icon, word and colour of a state. `children` replace the word where more can be said. */
export function StateBadge({ state, children }: { readonly state: StateWords; readonly children?: ReactNode }) {
  return (
    <span className={`badge tone-${state.tone}`}>
      <Icon name={state.icon} size={13} />
      <span>{children ?? state.word}</span>
    </span>
  );
}
