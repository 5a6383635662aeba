/**
 * Holds the scripts that learners get at the level of old phones: ES2017 (Chrome and WebView 60, Firefox 68, iOS 12),
 * nothing that a local file forbids, nothing that talks to a network.
 */
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.join(__dirname, '..', '..');
const PLAYER = path.join(ROOT, 'player');

/** What es-check does not know or not everywhere find; each with what to use instead. */
const DENIED = [
  [/\?\.[a-zA-Z_([]/, 'optional chaining: test first'],
  [/\?\?/, '`??`: test for undefined'],
  [/\{\s*\.\.\.|,\s*\.\.\.[a-zA-Z]+\s*\}/, 'object spread: Object.assign'],
  [/catch\s*\{/, 'a catch without a name: catch (why)'],
  [/\.(flat|flatMap|replaceAll|matchAll|at|trimStart|trimEnd|replaceChildren|toggleAttribute|finally|findLast)\(/, 'a method of later years'],
  [/Object\.fromEntries|Promise\.(allSettled|any)|structuredClone|queueMicrotask|globalThis/, 'a function of later years'],
  [/\\p\{|\(\?<[=!a-zA-Z]/, 'a pattern of later years'],
  [/\bIntl\b|toLocale\w*String\(/, 'Intl: the generator writes words and numbers'],
  [/\b(ResizeObserver|IntersectionObserver|AbortController|BroadcastChannel|WeakRef)\b/, 'an object of later years, or forbidden to local files'],
  [/\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts)\b/, 'a request: pages make none'],
  [/\b(alert|confirm|prompt)\(/, 'a dialogue: frames forbid them'],
  [/\bconsole\.|\beval\(|new Function|document\.write|\.innerHTML/, 'not in a learner\'s page'],
  [/['"`]https?:\/\/(?!www\.w3\.org\/)/, 'an address of another host'],
  [/['"`](before)?unload['"`]/, 'pagehide']
];

/** Who may do what others may not, and why. */
const EXCEPTIONS = [
  [/^shell\//, 'pagehide', 'a launch page says goodbye to its LMS'],
  [/^shell\/xapi\/(launch|lrs)\.js$/, 'a request: pages make none', 'an LRS is spoken to by requests, at the addresses of the launch alone'],
  [/^shell\/xapi\/statements\.js$/, 'an address of another host', 'the names that xAPI has for things; nobody is asked there'],
  [/^class\//, 'a request: pages make none', 'a class speaks to the computer that gave it the page, and to no other'],
  [/^offline\/(fetch|worker)\.js$/, 'a request: pages make none', 'what a learner chose to keep is asked for, from this site only']
];

/** Every script below a folder, as [name, text]; the names begin with `head`. */
function scriptsOf(folder, head) {
  const files = fs.readdirSync(folder, { recursive: true }).map(String).filter(name => name.endsWith('.js')).sort();
  return files.map(name => [head + name.replace(/\\/g, '/'), fs.readFileSync(path.join(folder, name), 'utf8')]);
}

/** Every script that learners get: the player's, and what a class adds to its pages. */
function scripts() {
  return scriptsOf(PLAYER, '').concat(scriptsOf(path.join(ROOT, 'src', 'class', 'page'), 'class/'));
}

/** Code without its comments; lines keep their places. */
function bare(text) {
  return text.replace(/\/\*[^]*?\*\//g, comment => comment.replace(/[^\n]/g, '')).replace(/(^|\s)\/\/.*$/gm, '');
}

/** Whether a script is another's work, kept line by line as it was published: the rules of our own hand are not for it, the level of old phones is. */
const isForeign = name => name.startsWith('vendor/');

function denials() {
  const found = [];
  scripts().filter(one => !isForeign(one[0])).forEach(([name, text]) => {
    const exceptions = EXCEPTIONS.filter(one => one[0].test(name)).map(one => one[1]);
    bare(text).split('\n').forEach((line, at) => DENIED.forEach(([pattern, instead]) => {
      if (pattern.test(line) && !exceptions.includes(instead)) { found.push(`${name}:${at + 1}: ${instead}: ${line.trim()}`); }
    }));
  });
  return found;
}

const problems = denials();
const folder = fs.mkdtempSync(path.join(require('node:os').tmpdir(), 'alforja-level-'));
// The preview's script is for authors: it asks its own server, but their browsers are no newer.
const PREVIEW = path.join(ROOT, 'src', 'serve', 'page');
scripts().concat(scriptsOf(PREVIEW, 'preview/')).forEach(([name, text]) => fs.writeFileSync(path.join(folder, name.replace(/\W/g, '-') + '.js'), text));
execFileSync(path.join(ROOT, 'node_modules', '.bin', 'es-check'), ['es2017', path.join(folder, '*.js'), '--checkFeatures'], { stdio: ['ignore', 'ignore', 'inherit'] });
fs.rmSync(folder, { recursive: true });
problems.forEach(problem => process.stderr.write(problem + '\n'));
process.exitCode = problems.length ? 1 : 0;
