/** Style of the lab's sign-in pages: no outside font or picture, light and dark by the browser's own setting. */
export const pageStyle = `
:root { --ground: #f4f6f8; --card: #ffffff; --ink: #17212b; --soft: #51606f; --line: #d3dae1; --act: #0b5cad; --on-act: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #11171d; --card: #1a232c; --ink: #e8edf2; --soft: #a9b6c3; --line: #33414e; --act: #8cc4ff; --on-act: #0b1620; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; padding: 1.5rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 32rem; margin: 2rem auto; padding: 1.75rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; }
.lab { max-width: 32rem; margin: 0 auto; color: var(--soft); font-size: 0.9rem; }
h1 { margin: 0 0 0.75rem; font-size: 1.4rem; line-height: 1.25; }
p { margin: 0 0 1rem; }
ul { margin: 0 0 1.25rem; padding-left: 1.25rem; }
li { margin-bottom: 0.35rem; }
.soft { color: var(--soft); }
.row { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-bottom: 0.75rem; align-items: baseline; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: 0.5rem 1.25rem; border-radius: 0.5rem; border: 1px solid var(--act); background: transparent; color: var(--act); cursor: pointer; }
button.main { background: var(--act); color: var(--on-act); }
button:focus-visible, a:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
a { color: var(--act); }
.code { display: block; padding: 1rem; margin-bottom: 1rem; border: 1px solid var(--line); border-radius: 0.5rem; font: 600 1.25rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; user-select: all; }
`;
