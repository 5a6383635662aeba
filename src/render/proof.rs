//! The page that checks certificates: one file that needs no other, says everything in every language, and knows the
//! keys that are trusted.

use crate::locale::{Catalogs, Lang};
use crate::render::view::{ProofPart, TrustedKey, json};
use crate::render::{RenderError, Theme, player};

/// A key whose signatures are taken for proof.
pub struct Trusted<'a> {
    /// Its id, as minisign shows it.
    pub id: String,
    /// The 32 bytes of the public key.
    pub key: [u8; 32],
    /// Whose it is, where that is known.
    pub owner: Option<&'a str>,
}

/// Returns the page, in the languages of `first` and then all others that there are words for.
///
/// # Errors
/// When a template of the theme fails.
pub fn proof_page(
    theme: &Theme,
    catalogs: &Catalogs,
    first: &[Lang],
    trusted: &[Trusted<'_>],
) -> Result<String, RenderError> {
    let mut parts: Vec<ProofPart> = Vec::new();
    for catalog in first.iter().map(|lang| catalogs.get(lang)).chain(catalogs.iter()) {
        if parts.iter().any(|part| part.lang == catalog.lang().as_str()) {
            continue;
        }
        parts.push(ProofPart {
            lang: catalog.lang().to_string(),
            dir: catalog.lang().direction().html(),
            name: catalog.name().to_owned(),
            title: catalog.text("proof.title").to_owned(),
            months: json(&catalog.day_patterns()).0,
            words: catalog.section("proof").map(|(key, words)| (key.to_owned(), words.to_owned())).collect(),
        });
    }
    let keys: Vec<TrustedKey> = trusted
        .iter()
        .map(|trusted| TrustedKey {
            id: trusted.id.clone(),
            key: trusted.key.to_vec(),
            owner: trusted.owner.map(ToOwned::to_owned),
        })
        .collect();
    let mut context = tera::Context::new();
    context.insert("parts", &parts);
    context.insert("icon", "data:,");
    context.insert_value("keys", tera::Value::safe_string(&json(&keys).0));
    context.insert_value("script", tera::Value::safe_string(&player::proof_page()));
    context.insert_value("first", tera::Value::safe_string(&theme.first_style().0));
    Ok(theme.fill("certificate-check.html", &context)?)
}
