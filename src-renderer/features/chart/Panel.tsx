import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from '../../components/Button.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

interface PanelProps {
  readonly title: string;
  readonly badge: ReactNode;
  readonly actions: ReactNode;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** The side panel about one node. It takes the focus when it opens; Esc gives it back to the node. */
export function Panel({ title, badge, actions, children, onClose }: PanelProps) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a panel about another node is a new panel.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [title]);
  return (
    <aside
      className="chart-panel"
      aria-label={t('chart.panel.about', { name: title })}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <div className="chart-panel-head">
        <h2 ref={heading} tabIndex={-1} title={title}>
          {title}
        </h2>
        <IconButton
          label={t('chart.panel.close')}
          shortcut="Esc"
          icon={<IconX size={16} aria-hidden="true" />}
          onPress={onClose}
        />
        <div className="chart-panel-badge">{badge}</div>
      </div>
      <div className="chart-panel-body">{children}</div>
      <div className="chart-panel-actions">{actions}</div>
    </aside>
  );
}

export function PanelSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="chart-panel-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
