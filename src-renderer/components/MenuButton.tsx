import type { ReactElement, ReactNode } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';

interface MenuEntry {
  readonly id: string;
  readonly label: ReactNode;
  readonly textValue: string;
  readonly icon?: ReactNode;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
  readonly onSelect: () => void;
}

interface MenuButtonProps {
  /** A Button or IconButton's inner button of react-aria. */
  readonly trigger: ReactElement;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}

export function MenuButton({ trigger, label, entries }: MenuButtonProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="popover" placement="bottom end" offset={4}>
        <Menu
          className="menu"
          aria-label={label}
          onAction={(key) => entries.find((entry) => entry.id === key)?.onSelect()}
        >
          {entries.map((entry) => (
            <MenuItem
              key={entry.id}
              id={entry.id}
              textValue={entry.textValue}
              isDisabled={entry.isDisabled ?? false}
              className={`menu-item${entry.isDanger ? ' menu-danger' : ''}`}
            >
              {entry.icon}
              {entry.label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
