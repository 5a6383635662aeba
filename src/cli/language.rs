//! Which language the program speaks.

use crate::locale::{Catalogs, Lang};

/// Returns the language that was asked for, else that of the environment where the program speaks it
/// (POSIX.1-2024, section 8.2), else English.
#[expect(clippy::disallowed_methods, reason = "cli reads the environment")]
pub(crate) fn spoken(asked: Option<&Lang>, catalogs: &Catalogs) -> Lang {
    let environment = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let named = environment.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match (asked, named) {
        (Some(lang), _) => lang.clone(),
        (None, Some(named)) => of_environment(&named, catalogs).unwrap_or_else(Lang::english),
        (None, None) => Lang::english(),
    }
}

/// Reads `pt_BR.UTF-8@euro`.
fn of_environment(value: &str, catalogs: &Catalogs) -> Option<Lang> {
    let lang = Lang::parse(value.split(['.', '@']).next()?)?;
    catalogs.iter().any(|catalog| catalog.lang().base() == lang.base()).then_some(lang)
}

/// Reads the language of `--lang`.
///
/// # Errors
/// When it is no tag.
pub(crate) fn tag(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| format!("`{text}` is no language tag such as pt, da, sq, mn or en"))
}
