/** Whose a lesson is. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** Tells whether what is for `roles` is on the path of `role`. @param {string | null} roles @param {any} role */
  player.mine = (roles, role) => !roles || !role || roles.split(' ').indexOf(role) >= 0;
})(window.alforja = window.alforja || Object());
