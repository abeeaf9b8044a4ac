import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useCopy } from '../lib/useCopy.ts';
import { useWords } from '../strings/WordsContext.tsx';
import { IconButton } from './Button.tsx';

export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const { t } = useWords();
  const copy = useCopy();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [isCopied]);

  return (
    <IconButton
      label={isCopied ? t('components.copy.done') : t('components.copy.button', { what })}
      icon={isCopied ? <IconCheck size={14} aria-hidden="true" /> : <IconCopy size={14} aria-hidden="true" />}
      onPress={() => void copy(text, what).then(setCopied)}
    />
  );
}
