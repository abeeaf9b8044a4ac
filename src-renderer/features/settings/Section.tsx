import { type ReactNode, useId } from 'react';

interface SectionProps {
  readonly title: string;
  readonly says?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, says, children }: SectionProps) {
  const id = useId();
  return (
    <section className="settings-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {says && <p className="soft">{says}</p>}
      <div className="settings-fields">{children}</div>
    </section>
  );
}
