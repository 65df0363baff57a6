// Before the first paint: the theme and language the link asks for; and a sentence instead of a
// blank page when a script of the page does not arrive. Runs in any browser, hence the old syntax.
(function () {
  // From here on only this page's own place is spoken with; a page does not know it when it is built.
  var policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  var here = document.baseURI.replace(/[?#].*$/, '').replace(/[^/]*$/, '');
  policy.content = 'connect-src ' + here.replace(/[;,]/g, encodeURIComponent);
  if (/^https?:/.test(here)) document.head.appendChild(policy); // a file has no place of its own

  var root = document.documentElement;
  var hash = location.hash;
  var dark = 'matchMedia' in window && matchMedia('(prefers-color-scheme: dark)').matches;
  /** @type {Record<string, string>} */
  var values = {}; // of the reader's keys of a link, filled in by the build (src/io/page_keys.def)
  /** @param {string} key */
  function asked(key) {
    var found = new RegExp('[#&]' + key + '=(' + values[key] + ')(&|$)').exec(hash);
    return found ? found[1] : '';
  }
  var theme = asked('theme');
  root.dataset.theme = theme && theme !== 'auto' ? theme : dark ? 'dark' : 'light';
  root.lang = asked('lang') || (/^ko\b/.test(navigator.language) ? 'ko' : 'en');
  // What is said before anything is computed holds only where the link changes nothing of it.
  var readers = new RegExp('[#&](v|' + Object.keys(values).join('|') + ')=[^&]*', 'g');
  if (hash.replace(readers, '')) root.dataset.linked = '1';
  if (asked('embed')) root.dataset.embed = '1';

  /** @param {string} id */
  function say(id) {
    var show = function () {
      var sentence = document.getElementById(id);
      if (sentence && !window.initlab) sentence.hidden = false;
    };
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', show);
    else show();
  }
  /** @param {boolean} [script] */
  function fail(script) {
    // A frame without an origin of its own reads only files that are meant for everybody.
    var foreign = script && window.origin === 'null' && /^https?:/.test(here);
    say(foreign ? 'boot-origin' : 'boot-failed');
  }
  window.addEventListener(
    'error',
    function (event) {
      var target = /** @type {Partial<Element> | null} */ (event.target);
      var script = !!target && target.tagName === 'SCRIPT';
      if (script || (target === window && !window.initlab)) fail(script);
    },
    true
  );
  setTimeout(function () {
    var slow = document.getElementById('boot-slow');
    if (slow && !window.initlab && document.querySelectorAll('[id^=boot-]:not([hidden])').length === 0) slow.hidden = false;
  }, 15000);
  if (!('noModule' in document.createElement('script'))) fail();
})();
