//! The author's own HTML.

use crate::{both, parse, shape};

#[test]
fn harmless_html_stays() {
    shape("a <b>c</b><br>", "p(a <b>c</b><br/>)");
    shape("<span lang=\"ar\">سلام</span> b", "p(ar(سلام) b)");
    shape("H<sub>2</sub>O m<sup>2</sup>", "p(Hsub(2)O msup(2))");
    shape("<a href=\"b.md\" title=\"t\">c *d*</a>", "p(a0(c em(d)))");
    shape("a <img src=\"b.jpg\" alt=\"c\">", "p(a img0)");
    shape("<p dir=\"rtl\">a <a href=\"b.md\">c</a></p>", "<p dir=rtl> (a a0(c)) </p>");
    shape("<div>\n\n**a**\n\n</div>", "<div> p(strong(a)) </div>");
    shape(
        "<table>\n<tr><td colspan=\"2\">a</td>\n</tr></table>",
        "<table> <tr> <td colspan=2> (a) </td> </tr> </table>",
    );
    shape("<ul><li>a<li>b</ul>", "<ul> <li> (a) </li> <li> (b) </li> </ul>");
    shape("<!-- a -->\nb", "p(b)");
    shape("a <!-- b --> c", "p(a  c)");
    shape(
        "<details><summary>a</summary>\n\nb\n</details>",
        "<details> <summary> (a) </summary> p(b~</details>)".replace("p(b~</details>)", "p(b) </details>").as_str(),
    );
}

#[test]
fn what_is_not_allowed_is_removed_and_named() {
    both("<script>alert('<b>')</script>\n\na", &["1:1 html/removed"], "p(a)");
    both("a <script>b</script> c", &["1:3 html/removed"], "p(a  c)");
    both("a <iframe src=\"x\"></iframe>", &["1:3 html/removed"], "p(a)");
    both("a <blink>b</blink>", &["1:3 html/removed"], "p(a b)");
    both("<form><input name=\"a\">b</form>", &["1:1 html/removed", "1:7 html/removed"], "(b)");
    both(
        "a <b onclick=\"x()\" style=\"y\">c</b>",
        &["1:3 html/attribute-removed", "1:3 html/attribute-removed"],
        "p(a <b>c</b>)",
    );
    both("<div class=\"x\">a</div>", &["1:1 html/attribute-removed"], "<div> (a) </div>");
    both("> <div\n> class=\"x\">a</div>", &["1:3 html/attribute-removed"], "quote(<div> (a) </div>)");
    both("a <div>b</div>", &["1:3 html/block-in-sentence"], "p(a b)");
}

#[test]
fn tags_are_balanced() {
    both("a <b>c", &["1:3 html/unclosed"], "p(a <b>c</b>)");
    both("a </b>c", &["1:3 html/unopened"], "p(a c)");
    both("*a <b>c* d</b>", &["1:4 html/unclosed", "1:11 html/unopened"], "p(em(a <b>c</b>) d)");
    both("*a <a href=\"b.md\">c* d", &["1:4 html/unclosed"], "p(em(a a0(c)) d)");
    both("<div>\n\na", &["1:1 html/unclosed"], "<div> p(a) </div>");
    both("</div>\n\na", &["1:1 html/unopened"], "p(a)");
    both("<div><b>a</div>", &["1:6 html/unclosed"], "<div> (<b>a</b>) </div>");
    both("- <div>\n- a", &["1:3 html/unclosed"], "ul(<div> </div>; (a))");
}

#[test]
fn ids_of_html_are_anchors() {
    let document = parse("<p id=\"x\">a</p>\n\n## B").value.document;
    let anchors: Vec<(&str, bool)> = document.anchors.iter().map(|anchor| (&*anchor.id, anchor.explicit)).collect();
    assert_eq!(anchors, [("x", true), ("b", false)]);
}
