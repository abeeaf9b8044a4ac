import {
  IconAlertTriangle,
  IconArrowRight,
  IconCheck,
  IconClock,
  IconHistory,
  IconKey,
  IconMinus,
  IconMoon,
  IconPlayerPause,
  IconQuestionMark,
} from '@tabler/icons-react';
import type { StateIcon } from '../../src-main/contract/states.ts';

const icons: Readonly<Record<StateIcon, typeof IconCheck>> = {
  clock: IconClock,
  arrow: IconArrowRight,
  check: IconCheck,
  key: IconKey,
  triangle: IconAlertTriangle,
  bar: IconPlayerPause,
  moon: IconMoon,
  question: IconQuestionMark,
  older: IconHistory,
  minus: IconMinus,
};

/** Drawn as letters by the style sheet: most cells of a large matrix have one, and a drawing costs far more to scroll. */
const letters: ReadonlySet<StateIcon> = new Set(['question', 'minus']);

/** The icon of a state. The word always stands beside it, so it is hidden from screen readers. */
export function Icon({ name, size = 14 }: { readonly name: StateIcon; readonly size?: number }) {
  if (letters.has(name)) return <span aria-hidden="true" className={`icon icon-letter icon-${name}`} />;
  const Shape = icons[name];
  return <Shape size={size} stroke={2.2} aria-hidden="true" className="icon" />;
}
