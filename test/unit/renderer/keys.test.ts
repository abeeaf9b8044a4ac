import { afterEach, describe, expect, it, vi } from 'vitest';
import { shortcutSheet } from '../../../src-renderer/features/shell/shortcuts.ts';
import { isKeys, showKeys } from '../../../src-renderer/lib/keys.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

const onMac = () => vi.spyOn(navigator, 'platform', 'get').mockReturnValue('MacIntel');

afterEach(() => vi.restoreAllMocks());

describe('keys', () => {
  it.each([
    ['Ctrl+K', press('k', { ctrlKey: true }), true],
    ['Ctrl+K', press('K', { ctrlKey: true }), true],
    ['Ctrl+K', press('k'), false],
    ['Ctrl+K', press('k', { ctrlKey: true, shiftKey: true }), false],
    ['Ctrl+K', press('k', { ctrlKey: true, altKey: true }), false],
    ['Ctrl+K', press('k', { metaKey: true }), false],
    ['F1', press('F1'), true],
    ['/', press('/'), true],
    ['/', press('/', { ctrlKey: true }), false],
    // Shift makes the sign on most keyboards.
    ['?', press('?', { shiftKey: true }), true],
    ['Alt+ArrowLeft', press('ArrowLeft', { altKey: true }), true],
    ['Alt+ArrowLeft', press('ArrowLeft'), false],
    ['Ctrl+,', press(',', { ctrlKey: true }), true],
  ])('%s is met by %o: %s', (keys, event, expected) => {
    expect(isKeys(event, keys)).toBe(expected);
  });

  it('takes Cmd for Ctrl on a Mac, and leaves Ctrl to its text fields', () => {
    onMac();
    expect(isKeys(press('k', { metaKey: true }), 'Ctrl+K')).toBe(true);
    expect(isKeys(press('k', { ctrlKey: true }), 'Ctrl+K')).toBe(false);
  });

  it('is written as the system writes it', () => {
    expect(showKeys('Ctrl+K')).toBe('Ctrl+K');
    expect(showKeys('Ctrl+K', true)).toBe('⌘K');
    expect(showKeys('Shift+↑', true)).toBe('⇧↑');
  });

  it('the sheet names every deed once', () => {
    const deeds = shortcutSheet.flatMap(({ entries }) => entries.map(({ does }) => does));
    expect(new Set(deeds).size).toBe(deeds.length);
  });
});
