import { type FormEvent, useMemo, useRef, useState } from 'react';
import type { ImageId } from '../../../src-main/contract/ids.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import type { CreateSubscription, Subscription } from '../../../src-main/contract/subscription.ts';
import { Button } from '../../components/Button.tsx';
import { Checkbox, TextField } from '../../components/Fields.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { useCall } from '../../lib/useCall.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { AfterSection } from './AfterSection.tsx';
import { ConditionsSection } from './ConditionsSection.tsx';
import { matchingImages } from './globs.ts';
import { PreviewTable } from './PreviewTable.tsx';
import { Sentence } from './Sentence.tsx';
import {
  checkDraft,
  draftOf,
  maxSizeBytesOf,
  newDraft,
  type SubscriptionDraft,
  type SubscriptionStart,
  suggestedName,
} from './subscriptionDraft.ts';
import { draftSentence } from './subscriptionView.ts';
import { useDiscarding } from './useDiscarding.ts';
import { useNames } from './useNames.ts';
import { usePreview } from './usePreview.ts';
import { WhatSection } from './WhatSection.tsx';
import { WhenSection } from './WhenSection.tsx';
import { WhereSection } from './WhereSection.tsx';
import './subscriptions.css';
import { useWords } from '../../strings/WordsContext.tsx';

interface SubscriptionEditorProps {
  /** null: a new one. */
  readonly subscription: Subscription | null;
  readonly start?: SubscriptionStart;
  /** Typed before and left; the editor goes on with it. */
  readonly left?: SubscriptionDraft | null;
  readonly onClose: () => void;
}

const noImages: readonly Image[] = [];

function matchesOf(draft: SubscriptionDraft, images: readonly Image[]): readonly Image[] {
  if (draft.registryId === null) return noImages;
  const maxSizeBytes = maxSizeBytesOf(draft);
  return matchingImages(
    images,
    { ...draft, registryId: draft.registryId },
    { architecture: draft.architecture, maxSizeBytes: Number.isNaN(maxSizeBytes) ? null : maxSizeBytes },
  );
}

/** One page: the sentence on top says what the fields below mean; the preview says what would happen now. */
export function SubscriptionEditor({ subscription, start = {}, left = null, onClose }: SubscriptionEditorProps) {
  const registries = useRead('registries').value ?? [];
  const images = useRead('containers').value?.images ?? noImages;
  const endpoints = useRead('endpoints').value?.endpoints ?? [];
  const words = useWords();
  const { t } = words;
  const names = useNames();
  const [initial] = useState(() => (subscription ? draftOf(subscription) : newDraft(start, null)));
  const [typed, setDraft] = useState(left ?? initial);
  const [onlyRegistry, ...otherRegistries] = registries;
  const draft = useMemo(
    () =>
      typed.registryId === null && onlyRegistry && otherRegistries.length === 0
        ? { ...typed, registryId: onlyRegistry.id }
        : typed,
    [typed, onlyRegistry, otherRegistries.length],
  );
  const checked = useMemo(() => checkDraft(t, draft, names.endpoint), [t, draft, names]);
  const matching = useMemo(() => matchesOf(draft, images), [draft, images]);
  const imageNames = useMemo(() => new Map(images.map((image) => [image.id, nameWithTagOf(image)])), [images]);
  const view = usePreview(checked.ok ? checked.request : null);
  /** The total a person has said yes to; another one has to be asked for again. */
  const [confirmedBytes, setConfirmedBytes] = useState<number | null>(null);
  const [hasTried, setHasTried] = useState(false);
  const discarding = useDiscarding(
    subscription?.id ?? null,
    initial,
    typed,
    () => typed.name.trim() || suggestedName(t, draft, names.endpoint),
  );
  const saving = useSaving(subscription, () => {
    discarding.saved();
    onClose();
  });
  const { totalBytes = 0, needsConfirmation = false } = view.value ?? {};
  const isConfirmed = needsConfirmation && confirmedBytes === totalBytes;
  const form = useRef<HTMLFormElement>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setHasTried(true);
    if (checked.ok) return void saving.save({ ...checked.request, ...(isConfirmed && { confirmed: true }) });
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('[aria-invalid] input, input[aria-invalid]')?.focus(),
    );
  };
  const confirm = () => {
    if (checked.ok) void saving.save({ ...checked.request, confirmed: true });
  };
  const section = {
    draft,
    change: (changes: Partial<SubscriptionDraft>) => setDraft({ ...draft, ...changes }),
    faults: hasTried && !checked.ok ? checked.faults : {},
  };
  const harbours = new Set(
    registries.filter(({ id }) => id === draft.registryId).map(({ harbour }) => harbour?.endpointId),
  );
  const verb = t(subscription ? 'subscriptions.editor.saveChanges' : 'subscriptions.editor.subscribe');
  return (
    <>
      <PageHeader
        title={subscription ? subscription.name : t('subscriptions.editor.newTitle')}
        back={{ href: '#/subscriptions', label: t('subscriptions.page.title') }}
        actions={
          <>
            <Button onPress={onClose}>{t('subscriptions.editor.cancel')}</Button>
            <Button variant="primary" type="submit" form="subscription-editor" isDisabled={saving.isSaving}>
              {verb}
            </Button>
          </>
        }
      />
      <form id="subscription-editor" ref={form} className="page-body subscription-editor" noValidate onSubmit={submit}>
        <div className="subscription-summary">
          <Sentence parts={draftSentence(words, draft, names)} />
          {saving.problem && <ProblemView problem={saving.problem} compact handlers={{ confirm }} />}
        </div>
        <div className="subscription-form">
          <WhatSection {...section} registries={registries} images={images} matching={matching} />
          <ConditionsSection {...section} images={images} matching={matching} />
          <WhereSection
            {...section}
            endpoints={endpoints.filter(({ id, isHidden }) => !harbours.has(id) && !isHidden)}
          />
          <WhenSection {...section} />
          <AfterSection {...section} />
          <fieldset className="card subscription-section">
            <legend>{t('subscriptions.editor.nameSection')}</legend>
            <TextField
              label={t('subscriptions.editor.nameField')}
              placeholder={suggestedName(t, draft, names.endpoint)}
              value={draft.name}
              error={section.faults.name ?? null}
              maxLength={120}
              onChange={(name) => section.change({ name })}
            />
          </fieldset>
        </div>
        <section className="card subscription-side" aria-label={t('subscriptions.preview.label')}>
          <h2>{t('subscriptions.preview.title')}</h2>
          <PreviewTable
            view={view}
            names={names}
            nameOfImage={(id: ImageId) => imageNames.get(id) ?? id}
            otherwise={t('subscriptions.preview.otherwise')}
          />
          {needsConfirmation && (
            <Checkbox
              label={t('subscriptions.preview.confirm', { size: words.format.size(totalBytes) })}
              hint={t('subscriptions.preview.confirmHint')}
              checked={isConfirmed}
              onChange={(isOn) => setConfirmedBytes(isOn ? totalBytes : null)}
            />
          )}
        </section>
      </form>
    </>
  );
}

/** Writes the subscription; the editor stays open with the reason when it is refused. */
function useSaving(subscription: Subscription | null, onSaved: () => void) {
  const { api, reads, messages } = useStores();
  const { t } = useWords();
  const { run, isBusy, problem } = useCall();
  async function save(request: CreateSubscription): Promise<void> {
    const write = () =>
      subscription
        ? api.subscriptions.update.mutate({ id: subscription.id, ...request })
        : api.subscriptions.create.mutate(request);
    if (!(await run(write))) return;
    reads.subscriptions.invalidate();
    messages.succeed(
      t(subscription ? 'subscriptions.done.saved' : 'subscriptions.done.subscribed', { name: request.name }),
    );
    onSaved();
  }
  return { save, isSaving: isBusy, problem };
}
