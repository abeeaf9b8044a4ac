import './palette.css';
import { IconBolt, IconLayoutSidebar, IconMapPin, IconPackage, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { type Command, findCommands } from './findCommands.ts';
import { readRecent, rememberCommand } from './recentCommands.ts';
import { useCommands } from './useCommands.ts';

const icons: Readonly<Record<Command['group'], typeof IconBolt>> = {
  Pages: IconLayoutSidebar,
  Actions: IconBolt,
  Images: IconPackage,
  Endpoints: IconMapPin,
};

const pageSize = 8;

/** Pages, images, endpoints and actions by a few letters. */
export function CommandPalette() {
  const { t } = useWords();
  const { dialogs } = useStores();
  const close = () => dialogs.showPalette(false);
  return (
    <ModalOverlay className="dialog-veil palette-veil" isOpen isDismissable onOpenChange={(open) => !open && close()}>
      <Modal className="dialog palette">
        <Dialog className="palette-body" aria-label={t('palette.title')}>
          <Palette onClose={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

const optionId = (index: number): string => `palette-option-${index}`;

function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t, showKeys } = useWords();
  const [typed, setTyped] = useState('');
  const [current, setCurrent] = useState(0);
  const [recent] = useState(readRecent);
  const commands = useCommands(typed, recent);
  const found = useMemo(() => findCommands(commands, typed, recent), [commands, typed, recent]);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`#${optionId(current)}`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const run = (command: Command | undefined) => {
    if (!command) return;
    rememberCommand(command.id);
    onClose();
    // The palette gives the focus back as it closes; what the command opens must get it afterwards.
    setTimeout(command.run, 0);
  };
  const move = (by: number) => setCurrent((at) => Math.max(0, Math.min(found.length - 1, at + by)));
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: pageSize, PageUp: -pageSize };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step !== undefined) move(step);
    else if (event.key === 'Enter') run(found[current]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div className="palette-field">
        <IconSearch size={18} aria-hidden="true" />
        <input
          role="combobox"
          aria-label={t('palette.search')}
          aria-expanded="true"
          aria-controls="palette-list"
          aria-autocomplete="list"
          {...(found.length > 0 && { 'aria-activedescendant': optionId(current) })}
          placeholder={t('palette.search')}
          // biome-ignore lint/a11y/noAutofocus: the palette is opened to type in it
          autoFocus
          value={typed}
          spellCheck={false}
          autoComplete="off"
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setTyped(event.target.value);
            setCurrent(0);
          }}
        />
        <kbd>{showKeys('Esc')}</kbd>
      </div>
      <div id="palette-list" ref={list} role="listbox" aria-label={t('palette.results')} className="palette-list">
        {found.map((command, index) => (
          <Option
            key={command.id}
            id={optionId(index)}
            command={command}
            isCurrent={index === current}
            onPoint={() => setCurrent(index)}
            onRun={() => run(command)}
          />
        ))}
      </div>
      {found.length === 0 && <p className="palette-nothing soft">{t('palette.nothing', { typed: typed.trim() })}</p>}
      <p className="visually-hidden" role="status">
        {t('palette.found', { count: found.length })}
      </p>
    </>
  );
}

interface OptionProps {
  readonly id: string;
  readonly command: Command;
  readonly isCurrent: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

function Option({ id, command, isCurrent, onPoint, onRun }: OptionProps) {
  const { t, showKeys } = useWords();
  const Shape = icons[command.group];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above keeps the focus and hears the keys
    // biome-ignore lint/a11y/useFocusableInteractive: an option of a combobox is named by the field, never focused
    <div
      id={id}
      role="option"
      aria-selected={isCurrent}
      className="palette-option"
      onPointerMove={isCurrent ? undefined : onPoint}
      onClick={onRun}
    >
      <Shape size={16} stroke={1.8} aria-hidden="true" />
      <span className="clip">{command.label}</span>
      {command.detail && <span className="palette-detail clip">{command.detail}</span>}
      <span className="palette-group">{t(`palette.groups.${command.group}`)}</span>
      {command.keys && <kbd>{showKeys(command.keys)}</kbd>}
    </div>
  );
}
