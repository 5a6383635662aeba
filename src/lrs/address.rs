//! An LRS, by its address and a key to it.

use crate::lrs::answer::{Answer, has, taken};
use crate::lrs::{Outgoing, Trouble};
use crate::sign::in_base64;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Proxy};

/// What an LRS is told that we speak (Experience API 1.0.3, part 3, section 3.3).
const VERSION: (&str, &str) = ("X-Experience-API-Version", "1.0.3");

/// What comes after an LRS's address.
const STATEMENTS: &str = "/statements";

/// How long is waited for a connection, and for a whole answer.
const CONNECTING: Duration = Duration::from_secs(15);
const ANSWERING: Duration = Duration::from_secs(120);

/// Why an address cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is no address of the web.
    #[error("no address")]
    NoAddress,
    /// Whoever stands between could read along.
    #[error("not https")]
    NotSafe,
    /// A key stands in it, where others can read it.
    #[error("a key in the address")]
    KeyInside,
}

/// An LRS that statements are sent to.
pub struct Lrs {
    agent: Agent,
    statements: String,
    host: String,
    authorization: String,
}

impl std::fmt::Debug for Lrs {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The key is nobody's business.
        formatter.debug_struct("Lrs").field("statements", &self.statements).finish_non_exhaustive()
    }
}

impl Lrs {
    /// Returns the LRS at an address, such as `https://lrs.example.org/xapi`, with a key and secret for it.
    ///
    /// # Errors
    /// When the address cannot be used.
    pub fn new(address: &str, key: &str, secret: &str) -> Result<Self, AddressError> {
        let (statements, host, is_here) = checked(address)?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let trust = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let agent = Agent::config_builder()
            .tls_config(trust)
            .proxy(if is_here { None } else { Proxy::try_from_env() })
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECTING))
            .timeout_global(Some(ANSWERING))
            .user_agent(concat!("alforja/", env!("CARGO_PKG_VERSION")))
            .build()
            .new_agent();
        let authorization = format!("Basic {}", in_base64(format!("{key}:{secret}").as_bytes()));
        Ok(Self { agent, statements, host, authorization })
    }

    /// Returns the name of the machine, as it stands in the address.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Hands over a batch.
    pub(super) fn post(&self, batch: &[Outgoing]) -> Result<Answer, Trouble> {
        let all: Vec<&str> = batch.iter().map(|one| one.json.as_str()).collect();
        let request = self.agent.post(&self.statements).header("Content-Type", "application/json");
        let request = request.header(VERSION.0, VERSION.1).header("Authorization", &self.authorization);
        taken(request.send(format!("[{}]", all.join(","))))
    }

    /// Tells whether there is a statement with this id.
    pub(super) fn has(&self, id: &str) -> Result<bool, Trouble> {
        let request = self.agent.get(&self.statements).query("statementId", id);
        let request = request.header(VERSION.0, VERSION.1).header("Authorization", &self.authorization);
        has(request.call())
    }
}

/// Returns where statements go, the machine, and whether it is this one.
fn checked(address: &str) -> Result<(String, String, bool), AddressError> {
    let address = address.trim();
    let uri: Uri = address.parse().map_err(|_| AddressError::NoAddress)?;
    let scheme = uri.scheme_str().ok_or(AddressError::NoAddress)?;
    let authority = uri.authority().ok_or(AddressError::NoAddress)?;
    if authority.as_str().contains('@') {
        return Err(AddressError::KeyInside);
    }
    let host = authority.host().to_owned();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let is_here = bare.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    match scheme {
        "https" => {}
        "http" if is_here => {}
        "http" => return Err(AddressError::NotSafe),
        _ => return Err(AddressError::NoAddress),
    }
    if host.is_empty() || uri.query().is_some() || address.contains('#') {
        return Err(AddressError::NoAddress);
    }
    let path = uri.path().trim_end_matches('/');
    let path = path.strip_suffix(STATEMENTS).unwrap_or(path);
    Ok((format!("{scheme}://{authority}{path}{STATEMENTS}"), host, is_here))
}

#[cfg(test)]
mod tests {
    use super::{AddressError, checked};

    #[test]
    fn an_address_is_safe_or_this_machine() {
        let check = |address: &str, expected: &str| assert_eq!(checked(address).unwrap().0, expected, "{address}");
        check("https://lrs.example.org/xapi", "https://lrs.example.org/xapi/statements");
        check(" https://lrs.example.org/xapi/ ", "https://lrs.example.org/xapi/statements");
        check("https://lrs.example.org:8443/xapi/statements", "https://lrs.example.org:8443/xapi/statements");
        check("http://127.0.0.1:8080", "http://127.0.0.1:8080/statements");
        check("http://[::1]:8080/x", "http://[::1]:8080/x/statements");
        check("http://localhost/x", "http://localhost/x/statements");
        let why = |address: &str, expected: AddressError| assert_eq!(checked(address), Err(expected), "{address}");
        why("http://lrs.example.org/xapi", AddressError::NotSafe);
        why("http://127.0.0.1.example.org/", AddressError::NotSafe);
        why("http://10.0.0.7/", AddressError::NotSafe);
        why("https://key:secret@lrs.example.org/", AddressError::KeyInside);
        for none in [
            "",
            "lrs.example.org",
            "ftp://lrs.example.org/",
            "https://",
            "https://x/?a=1",
            "file:///etc",
            "https://x/#a",
        ] {
            why(none, AddressError::NoAddress);
        }
    }
}
