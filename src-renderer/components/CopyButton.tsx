import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useStores } from '../stores/StoresContext.tsx';
import { IconButton } from './Button.tsx';

export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const { messages } = useStores();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [isCopied]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      messages.say(`${what} copied`);
    } catch {
      // Browsers allow the clipboard on secure origins and after a permission only.
      messages.say(`The browser does not let Portolan copy the ${what}`);
    }
  }

  return (
    <IconButton
      label={isCopied ? 'Copied' : `Copy ${what}`}
      icon={isCopied ? <IconCheck size={14} aria-hidden="true" /> : <IconCopy size={14} aria-hidden="true" />}
      onPress={() => void copy()}
    />
  );
}
