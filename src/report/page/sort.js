(function () {
  'use strict';
  var order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  function value(row, at) {
    var cell = row.cells[at];
    return cell.getAttribute('data-v') || cell.textContent;
  }
  document.querySelectorAll('table').forEach(function (table) {
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var body = table.tBodies[0];
    if (body.rows.length < 2) { return; }
    heads.forEach(function (head, at) {
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      head.textContent = '';
      head.append(button);
      button.addEventListener('click', function () {
        var number = head.classList.contains('number');
        var was = head.getAttribute('aria-sort');
        var down = was ? was === 'ascending' : number;
        heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        var rows = Array.prototype.slice.call(body.rows);
        rows.sort(function (one, other) {
          var left = value(one, at);
          var right = value(other, at);
          var found = number ? (parseFloat(left) || 0) - (parseFloat(right) || 0) : order.compare(left, right);
          return down ? -found : found;
        });
        rows.forEach(function (row) { body.append(row); });
      });
    });
  });
})();
