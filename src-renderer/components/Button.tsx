import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Tooltip } from './Tooltip.tsx';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  readonly children: ReactNode;
  readonly variant?: 'plain' | 'primary' | 'quiet' | 'danger' | 'link';
  readonly size?: 'normal' | 'small';
  readonly icon?: ReactNode;
  readonly className?: string;
}

export function Button({ children, variant = 'plain', size = 'normal', icon, className = '', ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`button button-${variant} button-${size} ${className}`}>
      {icon}
      {children}
    </AriaButton>
  );
}

interface IconButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'aria-label'> {
  readonly label: string;
  readonly icon: ReactNode;
  readonly shortcut?: string;
}

/** A button without a word: it always has a name and a tooltip that says it. */
export function IconButton({ label, icon, shortcut, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut && { shortcut })}>
      <AriaButton {...rest} aria-label={label} className="icon-button">
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
