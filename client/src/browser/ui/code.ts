import type { UiStrings } from '../strings';
import { element, icon, iconButton } from './dom';
import type { Host } from './host';

/** Gives each code block of a page a head: its verdict and language, and buttons that copy and insert it. */
export function dressCode(article: ParentNode, strings: UiStrings, host: Host, announce: (text: string) => void): void {
  for (const block of article.querySelectorAll('pre')) {
    const text = (block.textContent ?? '').replace(/\n$/, '');
    const verdict = verdictOf(block, text);
    const language = block.dataset['language'] ?? /language-(\S+)/.exec(block.querySelector('code')?.className ?? '')?.[1] ?? '';
    const rules = (block.dataset['rules'] ?? '').split(/[\s,]+/).filter((rule) => rule !== '');
    const copy = iconButton('copy', strings.copy, {
      onclick: () => {
        host.send({ type: 'copy', text });
        announce(strings.copied);
        flash(copy);
      },
    });
    const head = element('figcaption', { class: 'code-head' },
      verdict === null ? null : element('span', { class: `badge ${verdict}` }, icon(verdict === 'correct' ? 'check' : 'error'), strings[verdict]),
      element('span', { class: 'code-about' }, rules.length > 0 ? rules.join(', ') : language),
      copy,
      // Nobody wants the wrong example in their file.
      verdict === 'incorrect' ? null : iconButton('insert', strings.insert, { onclick: () => host.send({ type: 'insertCode', text }) }));
    const figure = element('figure', { class: `code ${verdict ?? ''}` }, head);
    block.replaceWith(figure);
    // A long line scrolls, and so must be reachable by keyboard.
    block.tabIndex = 0;
    figure.append(block);
  }
}

function verdictOf(block: HTMLElement, text: string): 'correct' | 'incorrect' | null {
  const said = block.dataset['verdict'];
  if (said === 'correct' || said === 'incorrect') return said;
  const comment = /^\s*(?:#|\/\/|--)\s*(CORRECT|INCORRECT)\b/.exec(text)?.[1];
  return comment === 'CORRECT' ? 'correct' : comment === 'INCORRECT' ? 'incorrect' : null;
}

function flash(button: HTMLElement): void {
  const before = button.querySelector('.icon');
  if (before === null || button.classList.contains('done')) return;
  const after = icon('check');
  button.classList.add('done');
  before.replaceWith(after);
  setTimeout(() => {
    after.replaceWith(before);
    button.classList.remove('done');
  }, 1200);
}
