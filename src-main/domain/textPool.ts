/** More different texts than these are not held: then they are not the ones that many records have. */
const mostTexts = 10_000;

/** Texts that many records have, each held once: every parsed or read text is an object of its own otherwise. */
export function createTextPool() {
  const texts = new Map<string, string>();
  return {
    held<Text extends string>(text: Text): Text {
      const known = texts.get(text);
      // What lies under a text is that text.
      if (known !== undefined) return known as Text;
      if (texts.size < mostTexts) texts.set(text, text);
      return text;
    },
  };
}
