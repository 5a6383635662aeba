//! Fenced blocks: what opens, what closes, what is wrong with them.

use crate::{both, problems, shape};

#[test]
fn blocks_open_close_and_nest() {
    shape("::: reflection {#r}\na\n:::", "reflection#r(p(a))");
    shape(":::takehome\n- a\n:::\nb", "takehome(ul((a))) p(b)");
    shape("::: exercise\na\n\n:::: solution\nb\n::::\n:::", "exercise(p(a) solution(p(b)))");
    shape("> ::: reflection\n> a\n> :::", "quote(reflection(p(a)))");
    shape("- a\n  ::: reflection\n  b\n  :::\n- c", "ul((a) reflection(p(b)); (c))");
    shape("a\n::: takehome\nb\n:::\nc", "p(a) takehome(p(b)) p(c)");
    shape("::: шалгалт\n### A [[b]]\n:::", "quiz(Q1<A _0_>{gaps[b]})");
    shape("::: QUIZ\n### A [[b]]\n:::", "quiz(Q1<A _0_>{gaps[b]})");
    shape("::: passage {lang=ar}\na\n:::", "passage<ar>(p(a))");
    shape("::: details\na\n:::", "details<>(p(a))");
    shape("::: details Why *we* `x` {#d}\na\n:::", "details<Why em(we) `x`>#d(p(a))");
    shape("::: details 1. # [a](b.md)\na\n:::", "details<1. # a0(a)>(p(a))");
    shape(
        "::: activity {minutes=30 group=4 materials=\"flip chart, pens\"}\na\n:::",
        "activity { minutes: some(30), group: some(4), materials: ['flip chart', 'pens'] }(p(a))",
    );
    shape(
        "::: event {title=\"A b\" date=2027-04-30 start=14:30 place=X}\n:::",
        "event(event { title: some('a b'), date: some('2027-04-30'), start: some('14:30'), end: none, place: some('x') })()",
    );
}

#[test]
fn a_fence_that_does_not_fit_is_said() {
    problems("a\n\n:::", &["3:1 fence/stray"]);
    both("::: reflection\na", &["1:1 fence/unclosed"], "reflection(p(a))");
    both("::: reflection\n- a\n  :::\n\nb", &["3:3 fence/crossing"], "reflection(ul((a))) p(b)");
    both("- a\n  ::: reflection\n  b\n\nc\n:::", &["2:3 fence/unclosed"], "ul((a) reflection(p(b))) p(c)");
    both("::: refletion\na\n:::\nb", &["1:5 fence/unknown"], "p(a) p(b)");
    both("::: {#a}\na\n:::", &["1:1 fence/no-name"], "p(a)");
    problems("::: reflection Think\na\n:::", &["1:16 fence/extra-text"]);
    problems("::: reflection {#a\nb\n:::", &["1:16 attribute/unclosed"]);
    problems("::: reflection {minutes=3}\na\n:::", &["1:17 attribute/unknown"]);
    problems("::: activity {minutes=three}\na\n:::", &["1:23 attribute/no-number"]);
    problems("::: activity {minuts=3}\na\n:::", &["1:15 attribute/unknown"]);
    problems("::: figure {width=wide}\na\n:::", &["1:19 attribute/unknown-value"]);
    problems("::: passage\na\n:::", &["1:5 fence/passage-without-language"]);
    problems("::: event {date=30.4.2027 start=9}\n:::", &["1:17 attribute/no-date", "1:33 attribute/no-time"]);
    problems("::: solution\na\n:::", &["1:5 fence/outside-exercise"]);
    problems("::: hint\na\n:::", &["1:5 fence/outside-quiz"]);
    problems("<div>\n::: reflection\na\n:::\n</div>", &["2:1 fence/inside-html", "4:1 fence/inside-html"]);
    problems("::: reflection {#a}\n:::\n::: takehome {#a}\n:::", &["3:15 id/duplicate"]);
    problems("<!--\n::: reflection\n-->", &[]);
}

#[test]
fn seventeen_blocks_are_too_deep() {
    let nested = |depth: usize| format!("{}a\n\n{}", "::: details x\n".repeat(depth), ":::\n".repeat(depth));
    problems(&nested(16), &[]);
    problems(&nested(17), &["17:1 fence/too-deep"]);
}

#[test]
fn plans_have_fields() {
    shape(
        "::: plan {repeat}\nName: [[text]] [[lines=4]]\n\n- [ ] done\n\n| a | b |\n|---|---|\n| [[number]] | [[choice: x\\|y]] |\n| [[sum]] | [[date]] |\n:::",
        "plan { repeat: true, meetings: false }(p(Name: field1:text field2:lines4) ul([3](done)) table(a|b/field4:number|field5:x/y; field6:sum|field7:date))",
    );
    problems(
        "::: plan\n[[dat]] [[lines=99]] [[choice: a]] [[lines]]\n:::",
        &["2:1 field/unknown", "2:9 field/lines", "2:22 field/choice", "2:36 field/unknown"],
    );
    both("::: reflection\n[[a]]\n:::", &["2:1 gap/outside"], "reflection(p([[a]]))");
    shape("[[1]](#a)", "p(a0([1]))");
}
