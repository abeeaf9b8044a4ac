import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { Tooltip as AriaTooltip, Focusable, TooltipTrigger } from 'react-aria-components';
import { useWords } from '../strings/WordsContext.tsx';

interface TooltipProps {
  readonly text: ReactNode;
  readonly shortcut?: string;
  readonly placement?: 'top' | 'bottom' | 'right' | 'left';
  /** A component of react-aria that can be focused (Button, Link). */
  readonly children: ReactElement;
}

export function Tooltip({ text, shortcut, placement = 'bottom', children }: TooltipProps) {
  const { showKeys } = useWords();
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <AriaTooltip className="tooltip" placement={placement} offset={6}>
        {text}
        {shortcut && <kbd>{showKeys(shortcut)}</kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  );
}

interface TooltipForProps extends Omit<TooltipProps, 'children'> {
  readonly children: ComponentProps<typeof Focusable>['children'];
}

/** The same for a plain element such as a link: it becomes the trigger. */
export function TooltipFor({ children, ...rest }: TooltipForProps) {
  return (
    <Tooltip {...rest}>
      <Focusable>{children}</Focusable>
    </Tooltip>
  );
}
