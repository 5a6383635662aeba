//! Which language the program speaks.
//!
//! 1. What `--lang` names, wherever it stands.
//! 2. What the environment asks for (POSIX.1-2024, section 8.2; `LANGUAGE` as GNU gettext reads it); on Windows and
//!    macOS what the system is set to.
//! 3. The library's own language, the first that `alforja.yaml` lists.
//! 4. English.

use crate::cli::refusal::Refusal;
use crate::locale::{Catalogs, Lang};
use std::ffi::{OsStr, OsString};

/// Returns the language to speak; `environment` gives a variable's value, `library` the library's own language.
pub(crate) fn spoken(
    arguments: &[OsString],
    environment: &dyn Fn(&str) -> Option<String>,
    library: &dyn Fn() -> Option<Lang>,
    catalogs: &Catalogs,
) -> Lang {
    let asked = option(arguments, "--lang").and_then(|tag| Lang::parse(tag.to_str()?));
    asked.or_else(|| of_environment(environment, catalogs)).or_else(library).unwrap_or_else(Lang::english)
}

/// Returns the value of the option `name`, before anything else of the command line is understood.
pub(crate) fn option<'a>(arguments: &'a [OsString], name: &str) -> Option<&'a OsStr> {
    let mut rest = arguments.iter().skip(1).take_while(|argument| *argument != "--");
    while let Some(argument) = rest.next() {
        if argument == name {
            return rest.next().map(OsString::as_os_str);
        }
        let joined = argument.to_str().and_then(|argument| argument.strip_prefix(name)?.strip_prefix('='));
        if let Some(value) = joined {
            return Some(OsStr::new(value));
        }
    }
    None
}

/// Returns the first language asked for that the program speaks; who asks for none by name (`C`) gets English.
fn of_environment(environment: &dyn Fn(&str) -> Option<String>, catalogs: &Catalogs) -> Option<Lang> {
    let set = |name: &&str| environment(name).filter(|value| !value.is_empty());
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).or_else(of_system)?;
    if matches!(named.split('.').next(), Some("C" | "POSIX")) {
        return Some(Lang::english());
    }
    let wished = set(&"LANGUAGE").unwrap_or_default();
    wished.split(':').chain([named.as_str()]).find_map(|value| known(value, catalogs))
}

/// Reads `pt_BR.UTF-8@euro`.
fn known(value: &str, catalogs: &Catalogs) -> Option<Lang> {
    let lang = Lang::parse(value.split(['.', '@']).next()?)?;
    catalogs.iter().any(|catalog| catalog.lang().base() == lang.base()).then_some(lang)
}

/// Windows and macOS keep the language elsewhere than in variables.
#[cfg(any(windows, target_os = "macos"))]
fn of_system() -> Option<String> {
    sys_locale::get_locale()
}

/// Elsewhere variables say all.
#[cfg(not(any(windows, target_os = "macos")))]
fn of_system() -> Option<String> {
    None
}

/// Reads a language.
///
/// # Errors
/// When it is no tag.
pub(crate) fn tag(text: &str) -> Result<Lang, Refusal> {
    Lang::parse(text).ok_or(Refusal::NoLanguage)
}

#[cfg(test)]
mod tests {
    use super::spoken;
    use crate::locale::{Catalogs, Lang};
    use std::ffi::OsString;

    fn check(line: &str, variables: &[(&str, &str)], expected: &str) {
        let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let environment =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let lang = spoken(&arguments, &environment, &|| Lang::parse("sq"), &catalogs);
        assert_eq!(lang.as_str(), expected, "{line} {variables:?}");
    }

    #[test]
    fn the_option_comes_first_wherever_it_stands() {
        let danish = &[("LANG", "da_DK.UTF-8")];
        check("alforja --lang mn check", danish, "mn");
        check("alforja check --lang=pt-MZ", danish, "pt-MZ");
        check("alforja --help --lang mn", danish, "mn");
        check("alforja explain -- --lang mn", danish, "da-DK");
        check("alforja --lang", danish, "da-DK");
    }

    #[test]
    fn then_the_environment_then_the_library() {
        check("alforja", &[("LC_ALL", ""), ("LC_MESSAGES", "mn_MN"), ("LANG", "da_DK")], "mn-MN");
        check("alforja", &[("LANGUAGE", "xx:pt_BR:da"), ("LANG", "en_US.UTF-8")], "pt-BR");
        check("alforja", &[("LANGUAGE", "pt"), ("LC_ALL", "C.UTF-8")], "en");
        check("alforja", &[("LC_ALL", "C"), ("LANG", "da_DK")], "en");
        check("alforja", &[("LANG", "xx_YY.UTF-8")], "sq");
        check("alforja", &[], "sq");
    }
}
