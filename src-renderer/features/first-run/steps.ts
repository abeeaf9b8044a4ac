import type { PageName } from '../../stores/routeStore.ts';

export const stepNames = ['welcome', 'registry', 'globus', 'endpoints', 'done'] as const;
export type StepName = (typeof stepNames)[number];

export interface StepProps {
  readonly onNext: () => void;
  readonly onBack: () => void;
  readonly onGoTo: (step: StepName) => void;
  /** Ends the set-up and opens a page. */
  readonly onFinish: (page: PageName) => void;
}

export const stepAfter = (step: StepName): StepName => stepNames[stepNames.indexOf(step) + 1] ?? 'done';
export const stepBefore = (step: StepName): StepName => stepNames[stepNames.indexOf(step) - 1] ?? 'welcome';
