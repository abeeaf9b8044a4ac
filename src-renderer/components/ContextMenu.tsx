import { useRef } from 'react';
import { Menu, MenuItem, Popover, Separator } from 'react-aria-components';
import { useWords } from '../strings/WordsContext.tsx';

export interface ContextMenuEntry {
  readonly id: string;
  readonly label: string;
  readonly keys?: string;
  /** A line stands above it. */
  readonly startsGroup?: true;
  readonly run: () => void;
}

interface ContextMenuProps {
  readonly label: string;
  readonly entries: readonly ContextMenuEntry[];
  /** Where it opens, in CSS pixels of the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

/** A menu at the pointer or at the focused row. The focus goes back when it closes. */
export function ContextMenu({ label, entries, at, onClose }: ContextMenuProps) {
  const { showKeys } = useWords();
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={anchor} className="context-anchor" style={{ left: at.x, top: at.y }} />
      <Popover
        className="popover"
        aria-label={label}
        triggerRef={anchor}
        placement="bottom start"
        offset={2}
        isOpen
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
      >
        <Menu
          className="menu"
          aria-label={label}
          autoFocus="first"
          onClose={onClose}
          onAction={(key) => {
            onClose();
            // After the menu has given the focus back: what opens now must get it.
            setTimeout(() => entries.find(({ id }) => id === key)?.run(), 0);
          }}
        >
          {entries.flatMap(({ id, label: word, keys, startsGroup }) => [
            ...(startsGroup ? [<Separator key={`above ${id}`} className="menu-line" />] : []),
            <MenuItem key={id} id={id} textValue={word} className="menu-item">
              <span className="clip">{word}</span>
              {keys && <kbd className="push">{showKeys(keys)}</kbd>}
            </MenuItem>,
          ])}
        </Menu>
      </Popover>
    </>
  );
}
