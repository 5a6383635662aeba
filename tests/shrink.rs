//! Scripts in fewer bytes, as the build writes them: what is left says the same.

#[path = "../build/shrink/mod.rs"]
mod shrink;

use shrink::shrink;

fn check(script: &str, expected: &str) {
    assert_eq!(shrink(script), format!("{expected}\n"));
}

#[test]
fn comments_and_blank_space_go() {
    check("/** Says. */\n(function () {\n  // why\n  return 1 / 2;\n})();", "(function(){return 1/2})();");
    check("x = a + +b - -c; i++;", "x=a+ +b- -c;i++;");
}

#[test]
fn a_licence_stays() {
    check("/*! MIT\n (c) A. */\n(function () { return 1; })();", "/*! MIT\n (c) A. */(function(){return 1})();");
}

#[test]
fn local_names_become_short_and_the_world_keeps_its_own() {
    check(
        "(function (player) { const count = 1; player.count = item => item + count + window.count; })(a);",
        "(function(a){let b=1;a.count=a=>a+b+window.count})(a);",
    );
}

#[test]
fn a_short_name_never_hides_what_is_used_inside() {
    check("(function (one) { return two => a + one + two; });", "(function(b){return c=>a+b+c});");
    check(
        "(function (one) { return function (one) { return one; }; });",
        "(function(a){return function(a){return a}});",
    );
}

#[test]
fn properties_stay() {
    check(
        "(function (at, by) { return { at: at, by, at(x) { return q; }, of: at ? by : at }; });",
        "(function(a,b){return{at:a,by:b,at(x){return q},of:a?b:a}});",
    );
}

#[test]
fn strings_and_patterns_stay() {
    check(
        "(function (text) { return text.replace(/[/'](text)\\//g, 'text // \\' \"'); });",
        "(function(a){return a.replace(/[/'](text)\\//g,'text // \\' \"')});",
    );
    check(
        "(function (word) { const rest = 4 / word / 2; return '«word»'; });",
        "(function(a){let b=4/a/2;return'«word»'});",
    );
}

#[test]
fn a_name_declared_by_var_in_a_catch_belongs_to_the_function() {
    check(
        "(function () { try { f(); } catch (why) { var told = why; } return told; });",
        "(function(){try{f()}catch(b){var a=b}return a});",
    );
}

#[test]
fn a_semicolon_goes_where_it_ends_nothing() {
    check("for (;;) { f(); }", "for(;;){f()}");
    check("function f() { while (g(1)); }", "function f(){while(g(1));}");
    check("x = { const: 1 }; x.const = 2;", "x={const:1};x.const=2;");
}

#[test]
fn what_is_not_understood_comes_back_as_it_was() {
    for script in ["const a = `x`;", "f(;", "'open", "/* open"] {
        assert_eq!(shrink(script), script);
    }
}
