/** A page of somebody else: in the system's browser from the desktop app, in a tab of its own from a browser. */
export function openPage(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.click();
}

/** The desktop app hands only these to the system's browser. */
export const opensOutside = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1');
};
