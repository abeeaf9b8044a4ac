import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../strings/WordsContext.tsx';

interface PageHeaderProps {
  readonly title: string;
  readonly summary?: ReactNode;
  /** A link back to the list, for a page of one thing. */
  readonly back?: { readonly href: string; readonly label: string };
  readonly search?: ReactNode;
  readonly actions?: ReactNode;
  readonly badges?: ReactNode;
}

export function PageHeader({ title, summary, back, search, actions, badges }: PageHeaderProps) {
  const { t } = useWords();
  return (
    <header className="page-header">
      {back && (
        <a className="back-link" href={back.href} aria-label={t('components.page.back', { label: back.label })}>
          <IconArrowLeft size={18} aria-hidden="true" />
        </a>
      )}
      <h1 className="clip" title={title}>
        {title}
      </h1>
      {badges}
      {summary && <span className="page-summary clip">{summary}</span>}
      <span className="push" />
      {search}
      {actions}
    </header>
  );
}
