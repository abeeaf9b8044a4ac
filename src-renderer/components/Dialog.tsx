import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useWords } from '../strings/WordsContext.tsx';
import { Button, IconButton } from './Button.tsx';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly size?: 'small' | 'medium' | 'wide' | 'large';
  readonly role?: 'dialog' | 'alertdialog';
  /** Nothing in it takes the focus, so the text itself does: keys must scroll it. */
  readonly isText?: boolean;
}

/** A modal. Esc and a click outside close it; focus goes back where it was. */
export function Dialog(props: DialogProps) {
  const { title, isOpen, onClose, children, footer, size = 'medium', role = 'dialog', isText = false } = props;
  const { t } = useWords();
  return (
    <ModalOverlay
      className="dialog-veil"
      isOpen={isOpen}
      isDismissable={role === 'dialog'}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={`dialog dialog-${size}`}>
        <AriaDialog role={role} className="dialog-body">
          <div className="dialog-head">
            <Heading slot="title">{title}</Heading>
            <IconButton
              label={t('components.dialog.close')}
              shortcut="Esc"
              icon={<IconX size={18} aria-hidden="true" />}
              onPress={onClose}
            />
          </div>
          <div className="dialog-content" {...(isText && { tabIndex: 0, role: 'group', 'aria-label': title })}>
            {children}
          </div>
          {footer && <div className="dialog-foot">{footer}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The verb and the count: "Delete 3 files at Sherlock". */
  readonly verb: string;
  readonly isOpen: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asked only for what cannot be undone. */
export function ConfirmDialog({ title, children, verb, isOpen, onConfirm, onClose }: ConfirmProps) {
  const { t } = useWords();
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      size="small"
      role="alertdialog"
      footer={
        <>
          <Button onPress={onClose} autoFocus>
            {t('components.dialog.keep')}
          </Button>
          <Button
            variant="danger"
            onPress={() => {
              onConfirm();
              onClose();
            }}
          >
            {verb}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
