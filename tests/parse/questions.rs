//! Questions: every kind, and what can be wrong with one.

use crate::{both, problems, shape};

/// Checks the questions of a quiz.
fn quiz(text: &str, expected: &str) {
    shape(&format!("::: quiz\n{text}\n:::"), &format!("quiz({expected})"));
}

/// Checks the questions of a survey.
fn survey(text: &str, expected: &str) {
    shape(&format!("::: survey\n{text}\n:::"), &format!("survey({expected})"));
}

/// Checks what is wrong with the questions of a quiz, whose first line is line 1.
fn wrong(text: &str, expected: &[&str]) {
    let text = format!("::: quiz\n{text}\n:::");
    let expected: Vec<String> = expected
        .iter()
        .map(|problem| {
            let (line, rest) = problem.split_once(':').unwrap();
            format!("{}:{rest}", line.parse::<usize>().unwrap() + 1)
        })
        .collect();
    problems(&text, &expected.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn choices() {
    quiz("### A\n- [ ] a\n- [x] b", "Q1<A>{single[(a); x (b)]}");
    quiz("### A\n- [x] a\n- [x] b", "Q1<A>{multiple[x (a); x (b)]}");
    quiz("### A {.multiple #q points=2 .fixed}\n- [x] a\n- [ ] b", "Q1#q<A>{multiple[x (a); (b)]}");
    quiz(
        "in\n\n### A\nbody\n- [x] a\n  > yes\n- [ ] b\n\n> why\n\n> more",
        "p(in) Q1<A>{single[x (a) > p(yes); (b)] body:p(body) explanation:p(why) p(more)}",
    );
    quiz("### A\n- [x] a\n\n  > yes\n\n- [ ] b", "Q1<A>{single[x p(a) > p(yes); p(b)]}");
    quiz("### {#q7}\nbody\n- [x] a\n- [ ] b", "Q1#q7<>{single[x (a); (b)] body:p(body)}");
    quiz("### A\n- [x] a\n- [ ] b\n### B\n- [x] a\n- [ ] b", "Q1<A>{single[x (a); (b)]} Q2<B>{single[x (a); (b)]}");
    quiz("### A\n> quoted\n\n- [x] a\n- [ ] b", "Q1<A>{single[x (a); (b)] body:quote(p(quoted))}");
}

#[test]
fn parts_of_a_question() {
    quiz(
        "### A [[b]] {.strict}\n\n::: hint\none\n:::\n::: hint\ntwo\n:::\n::: right\nr\n:::\n::: wrong\nw\n:::\n::: wrong {answer=\"NN AA\"}\nx\n:::\n::: advice {from=50 to=74}\ny\n:::",
        "Q1<A _0_>{gaps[b] hint:p(one) hint:p(two) right:p(r) wrong<>:p(w) wrong<NN AA>:p(x)} advice50-74(p(y))",
    );
    quiz("### A\n- [x] a\n\n  ::: hint\n  one\n  :::\n- [ ] b", "Q1<A>{single[x p(a); p(b)] hint:p(one)}");
}

#[test]
fn gaps() {
    quiz("### A [[b|c]] d [[(e)|f]].", "Q1<A _0_ d _1_.>{gaps[b/c; (e)/f]}");
    quiz("### A\n[[300000 ± 0]] ₮\n\n> why", "Q1<A>{gaps[300000..300000] body:p(_0_ ₮) explanation:p(why)}");
    quiz("### A [[1]]\n> why", "Q1<A _0_>{gaps[1..1] explanation:p(why)}");
    quiz("### A\n| a | b |\n|---|---|\n| x | [[y\\|z]] |", "Q1<A>{gaps[y/z] body:table(a|b/x|_0_)}");
    quiz("### A\n- one [[a]]\n- two [[b]]", "Q1<A>{gaps[a; b] body:ul((one _0_); (two _1_))}");
    quiz("### A\n> one [[a]]\n\n> why", "Q1<A>{gaps[a] body:quote(p(one _0_)) explanation:p(why)}");
    quiz("### A [[b\\]]] and [[c\\|d]]", "Q1<A _0_ and _1_>{gaps[b]; c|d]}");
    quiz("### **A [[b]]** `[[c]]`", "Q1<strong(A _0_) `[[c]]`>{gaps[b]}");
    quiz("### A [[2\\..3]] [[(x)]]", "Q1<A _0_ _1_>{gaps[2..3; (x)]}");
    quiz("### Hm![[b]]", "Q1<Hm!_0_>{gaps[b]}");
}

#[test]
fn order_match_open() {
    quiz("### A {.order}\n1. a\n2. b\n   > x", "Q1<A>{order[(a); (b) quote(p(x))]}");
    quiz(
        "### A {.match}\n| l | r |\n|---|---|\n| a | b |\n| c | d |\n\n> why",
        "Q1<A>{match[l|r: a=b; c=d] explanation:p(why)}",
    );
    quiz("### A {.match}\n| | |\n|---|---|\n| a | b |\n| c | d |", "Q1<A>{match[|: a=b; c=d]}");
    quiz("### A {.open}\nbody\n> good\n\nmore", "Q1<A>{open[p(good)] body:p(body) p(more)}");
    quiz("### A {.open}", "Q1<A>{open[]}");
}

#[test]
fn surveys() {
    survey("### A {.scale}\n- no\n- yes", "Q1<A>{scale[no; yes]}");
    survey("### A\n- [ ] no\n- [ ] yes", "Q1<A>{single[(no); (yes)]}");
    survey(
        "in\n\n## X\n\ntext\n\n### A {.scale}\n- no\n- yes\n\n## Y {#y}\n\n### B {.scale}\n- no\n- yes\n\n::: advice {to=49 dimension=\"x\"}\nlow\n:::\n::: advice {dimension=y}\nY\n:::",
        "p(in) dimension<X> dimension<Y> Q1@0<A>{scale[no; yes] body:p(text)} Q2@1<B>{scale[no; yes]} advice0-49@0(p(low)) advice0-100@1(p(Y))",
    );
    problems(
        "::: survey\n### A {.scale}\n- no\n- yes\n\n::: advice {dimension=z}\na\n:::\n:::",
        &["6:23 quiz/unknown-dimension"],
    );
    problems("::: survey {pass=70}\n### A {.scale}\n- no\n- yes\n:::", &["1:13 attribute/unknown"]);
}

#[test]
fn what_can_be_wrong_with_a_quiz() {
    problems("::: quiz {#a}\nin\n:::", &["1:1 quiz/no-questions"]);
    problems("::: quiz {from=../bank.md draw=5}\n:::", &[]);
    problems("::: quiz {draw=3}\n### A [[b]]\n:::", &["1:1 quiz/draws-too-many"]);
    problems(
        "::: quiz {pass=101 shuffle=all show=last attempts=-1}\n### A [[b]]\n:::",
        &[
            "1:16 attribute/out-of-range",
            "1:28 attribute/unknown-value",
            "1:37 attribute/unknown-value",
            "1:51 attribute/no-number",
        ],
    );
    problems("::: quiz {pass=70 attempts=3 shuffle=answers show=end required}\n### A [[b]]\n:::", &[]);
    wrong("::: hint\na\n:::\n### A [[b]]", &["1:1 quiz/before-questions"]);
    wrong("### A [[b]]\n::: advice {from=60 to=50}\na\n:::", &["2:1 quiz/advice-range"]);
    wrong("### A [[b]]\n::: quiz\n:::", &["2:5 fence/quiz-inside-quiz"]);
    both("::: quiz\n### A [[b]]", &["1:1 fence/unclosed"], "quiz(Q1<A _0_>{gaps[b]})");
}

#[test]
fn what_can_be_wrong_with_a_question() {
    wrong("### A", &["1:1 question/no-answer-form"]);
    wrong("### A\n- a\n- b", &["1:1 question/no-answer-form"]);
    wrong("### A\n1. a\n2. b", &["1:1 question/no-answer-form"]);
    wrong("### A\n- [ ] a\n- [ ] b", &["1:1 question/no-right-answer"]);
    wrong("### A {.multiple}\n- [ ] a\n- [ ] b", &["1:1 question/no-right-answer"]);
    wrong("### A\n- [x] a", &["1:1 question/one-answer"]);
    wrong("### A\n- [x] a\n- b", &["3:1 question/answer-without-box"]);
    wrong("### A [[b]]\n- [x] a\n- [ ] b", &["1:1 question/two-forms"]);
    wrong("### A {.multiple} \nb [[c]]", &["1:1 question/multiple-without-boxes"]);
    wrong("### A {.order}\n1. a", &["1:1 question/few-items"]);
    wrong("### A {.order}\n- a\n- b", &["1:1 question/few-items"]);
    wrong("### A {.match}\na", &["1:1 question/no-table"]);
    wrong("### A {.match}\n| a | b |\n|---|---|\n| c | d |", &["2:1 question/few-pairs"]);
    wrong(
        "### A {.match}\n| a | b | c |\n|---|---|---|\n| c | d | e |\n| f | g | h |",
        &["2:1 question/match-columns"],
    );
    wrong("### A {.match}\n| a | b |\n|---|---|\n| c | |\n| f | g |", &["2:1 question/empty-pair"]);
    wrong("### A {.scale}\n- a\n- b", &["1:1 question/scale-in-quiz"]);
    wrong("### {#a}\n- [x] a\n- [ ] b", &["1:1 question/no-prompt"]);
    wrong("### A {.opn}\n[[a]]", &["1:8 attribute/unknown"]);
    wrong("### A {points=two}\n[[a]]", &["1:15 attribute/no-number"]);
    wrong("### A {#q}\n[[a]]\n### B {#q}\n[[a]]", &["3:8 id/duplicate"]);
    wrong("### A [[ ]]", &["1:7 gap/empty"]);
    wrong("### A [[]]", &["1:7 gap/empty"]);
    wrong("### A [[b]", &["1:1 question/no-answer-form", "1:7 gap/unclosed"]);
    wrong("### A [[12 ± x]]", &["1:7 gap/bad-number"]);
    wrong("### A {.open}\n::: hint\n[[a]]\n:::", &["3:1 gap/outside"]);
}
