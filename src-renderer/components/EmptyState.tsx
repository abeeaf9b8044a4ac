import type { ReactNode } from 'react';
import { CompassRose } from './CompassRose.tsx';

interface EmptyStateProps {
  /** What this page is for. */
  readonly purpose: string;
  /** Why there is nothing now. */
  readonly reason: ReactNode;
  readonly action?: ReactNode;
  readonly link?: ReactNode;
}

export function EmptyState({ purpose, reason, action, link }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <CompassRose size={92} />
      <p className="empty-purpose">{purpose}</p>
      <p className="soft">{reason}</p>
      {(action || link) && (
        <div className="empty-actions">
          {action}
          {link}
        </div>
      )}
    </div>
  );
}
