import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import ini from 'highlight.js/lib/languages/ini';
import json from 'highlight.js/lib/languages/json';
import markdown from 'highlight.js/lib/languages/markdown';
import nginx from 'highlight.js/lib/languages/nginx';
import python from 'highlight.js/lib/languages/python';
import sql from 'highlight.js/lib/languages/sql';
import yaml from 'highlight.js/lib/languages/yaml';
import MarkdownIt from 'markdown-it';
import type { MarkdownIt as MarkdownParser, Token } from 'markdown-it';
import { Slugger } from '../core/pack/slug';
import { readInfoString, listAttribute } from '../core/pack/infoString';
import { resolvePath, moduleIdOf } from '../core/pack/moduleId';
import { pageLink } from '../protocol/links';

/** Renders pages to HTML for the doc browser: no raw HTML, code highlighted with CSS classes, links to modules made absolute. */
export class PageRenderer {
  private readonly markdown: MarkdownParser;

  constructor() {
    for (const [name, language] of Object.entries({ bash, dockerfile, ini, json, markdown, nginx, python, sql, yaml })) hljs.registerLanguage(name, language);
    hljs.registerAliases(['toml'], { languageName: 'ini' });
    hljs.registerAliases(['sh', 'shell', 'console'], { languageName: 'bash' });
    this.markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
  }

  /** HTML of a page's body. The first heading is left out: the browser shows the title itself. */
  render(pack: string, id: string, body: string, isModule: (id: string) => boolean): string {
    const tokens = this.markdown.parse(body, {});
    const slugger = new Slugger();
    let skipping = false;
    const kept = tokens.filter((token, at) => {
      if (token.type === 'heading_open') {
        const text = tokens[at + 1]?.content ?? '';
        token.attrSet('id', slugger.slug(plain(text)));
        skipping = token.tag === 'h1';
      }
      const drop = skipping;
      if (token.type === 'heading_close') skipping = false;
      return !drop;
    });
    for (const token of kept) for (const inner of token.children ?? []) if (inner.type === 'link_open') this.link(inner, pack, id, isModule);
    return kept.map((token, at) => (token.type === 'fence' ? this.fence(token.info, token.content) : this.markdown.renderer.render([token], this.markdown.options, { at }))).join('');
  }

  private link(token: Token, pack: string, id: string, isModule: (id: string) => boolean): void {
    const href = String(token.attrGet('href') ?? '');
    if (/^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('#')) return;
    const [path = '', anchor = ''] = href.split('#');
    const target = resolvePath(`${id}.md`, path);
    const module = target === null ? null : moduleIdOf(target);
    if (module !== null && isModule(module)) token.attrSet('href', pageLink({ pack, id: module, ...(anchor === '' ? {} : { anchor }) }));
  }

  private fence(info: string, code: string): string {
    const { language, attributes } = readInfoString(info);
    const rules = listAttribute(attributes.get('incorrect'));
    const verdict = rules.length > 0 ? 'incorrect' : /^\s*(#|\/\/|--)\s*CORRECT\b/.test(code) ? 'correct' : '';
    const known = hljs.getLanguage(language) ? language : null;
    const html = known ? hljs.highlight(code, { language: known, ignoreIllegals: true }).value : escapeHtml(code);
    const data = [`data-language="${escapeHtml(language)}"`, ...(verdict ? [`data-verdict="${verdict}"`] : []), ...(rules.length > 0 ? [`data-rules="${escapeHtml(rules.join(' '))}"`] : [])];
    return `<pre ${data.join(' ')}><code class="hljs language-${escapeHtml(language || 'text')}">${html}</code></pre>\n`;
  }
}

/** A heading's text without markup, as the slug is made from. */
function plain(text: string): string {
  return text.replace(/`/g, '').replace(/\*\*?|__?/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
