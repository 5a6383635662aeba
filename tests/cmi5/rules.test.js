'use strict';

const assert = require('node:assert');
const { test } = require('node:test');
const requirements = require('@cmi5/requirements');
const { RULES } = require('./rules.js');

test('every rule of the strict LMS is a requirement of cmi5', () => {
  for (const [id] of RULES) { assert.ok(requirements[id] && requirements[id].txt, id); }
  assert.strictEqual(new Set(RULES.map(([id]) => id)).size, RULES.length);
});
