// Code a reader may copy, and the very same code running below it.
import { escapeHtml } from '../html.mjs';

/** @import { BlockPage } from './blocks.mjs' */
/** @import { Block } from './markdown.mjs' */

const elsewhere = 'https://example.org/initlab/'; // where a reader's copy of the site may be
const here = '../../';

/**
 * The body as code and as part of the page, without the script the page has already.
 * @param {Block} block
 * @param {BlockPage} page
 */
export function snippet({ body }, { text }) {
  if (!body) throw new Error('a snippet without code');
  const live = body.replaceAll(elsewhere, here).replace(/<script src="[^"]*embed\.js"><\/script>\n?/, '');
  return `<figure class="snippet">
<pre><code>${escapeHtml(body)}</code></pre>
<button type="button" data-copy hidden>${text('copy')}</button>
<div class="snippet-live">
${live}
</div>
</figure>`;
}
