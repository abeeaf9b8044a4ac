import { type ReactNode, useId } from 'react';
import { anchorId } from './settingsIndex.ts';

interface SectionProps {
  /** Where links and the search lead to. */
  readonly anchor?: string;
  readonly title: string;
  readonly says?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ anchor, title, says, children }: SectionProps) {
  const id = useId();
  return (
    <section className="settings-section" aria-labelledby={id} {...(anchor && { id: anchorId(anchor) })}>
      <h2 id={id}>{title}</h2>
      {says && <p className="soft">{says}</p>}
      <div className="settings-fields">{children}</div>
    </section>
  );
}
