import { describe, expect, it } from 'vitest';
import { escapeHtml, html, picture } from './html.ts';

describe('escaping', () => {
  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['" onmouseover="x', '&quot; onmouseover=&quot;x'],
    ["it's", 'it&#39;s'],
    ['a & b &amp; c', 'a &amp; b &amp;amp; c'],
    ['null\u0000byte', 'null\ufffdbyte'],
    ['turned \u202egnp.exe', 'turned \ufffdgnp.exe'],
    ['Größe ✓', 'Größe ✓'],
    ['', ''],
  ])('turns %j into %j', (text, escaped) => {
    expect(escapeHtml(text)).toBe(escaped);
  });

  it('escapes what a template is given, but not its own markup nor markup nested in it', () => {
    const inner = html`<b>${'<i>'}</b>`;
    expect(html`<p>${inner}${[inner, inner]}${'&'}${7}</p>`.markup).toBe('<p><b>&lt;i&gt;</b><b>&lt;i&gt;</b><b>&lt;i&gt;</b>&amp;7</p>');
  });
});

describe('a picture', () => {
  it('is taken from the page itself', () => {
    expect(picture('data:image/png;base64,AAAA', 'a "cell"').markup).toContain('alt="a &quot;cell&quot;"');
  });

  it.each([
    'https://example.org/x.png',
    'x.png',
    'data:text/html;base64,AAAA',
    'data:image/svg+xml;base64,AAAA',
    'data:image/png;base64,A"x',
    '',
  ])('is refused from %j', (address) => {
    expect(() => picture(address, 'x')).toThrowError(expect.objectContaining({ kind: 'internal' }));
  });
});
