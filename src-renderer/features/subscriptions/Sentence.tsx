import type { SentencePart } from './sentence.ts';

/** What a subscription will do, with the chosen parts in bold. */
export function Sentence({ parts }: { readonly parts: readonly SentencePart[] }) {
  const keyed = parts.map((part, index) => ({ ...part, key: `${index} ${part.text}` }));
  return (
    <p className="subscription-sentence">
      {keyed.map(({ text, isStrong, key }) => (isStrong ? <strong key={key}>{text}</strong> : text))}
    </p>
  );
}
