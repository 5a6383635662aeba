//! Who may ask, and as whom.
//!
//! A page of another site can make the author's browser ask us, under any name that its owner lets point to this
//! computer (DNS rebinding). So a request must name us by an address, which nobody else can give away, or by
//! `localhost`.

use crate::host::reach::Reach;
use axum::http::{HeaderMap, Uri, header};
use std::net::{IpAddr, SocketAddr};

/// Whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visitor {
    /// Whoever sits at this computer: an author, a trainer.
    Owner,
    /// Somebody in the room.
    Guest,
}

/// Returns who asks; nothing where the request is not for us.
pub(crate) fn visitor(reach: Reach, peer: SocketAddr, uri: &Uri, headers: &HeaderMap) -> Option<Visitor> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (host, None) = (hosts.next()?.to_str().ok()?, hosts.next()) else { return None };
    if uri.authority().is_some_and(|named| named.as_str() != host) {
        return None;
    }
    // What a page of another site brings in is not for it.
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if value("sec-fetch-site") == Some("cross-site") && value("sec-fetch-mode") != Some("navigate") {
        return None;
    }
    let named = named(host)?;
    match (named.is_loopback() && peer.ip().is_loopback(), reach) {
        (true, _) => Some(Visitor::Owner),
        (false, Reach::Room) => Some(Visitor::Guest),
        (false, Reach::Computer) => None,
    }
}

/// Returns the address that a `Host` header names (RFC 9110, section 7.2), whatever its port.
fn named(host: &str) -> Option<IpAddr> {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').filter(|(_, port)| is_port(port))?.0,
        None => host.split_once(':').map_or(Some(host), |(name, port)| is_port(&format!(":{port}")).then_some(name))?,
    };
    if name.eq_ignore_ascii_case("localhost") {
        return Some(IpAddr::from([127, 0, 0, 1]));
    }
    name.parse().ok()
}

fn is_port(text: &str) -> bool {
    text.is_empty() || text.strip_prefix(':').is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{Visitor, visitor};
    use crate::host::reach::Reach;
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};
    use std::net::SocketAddr;

    fn check(reach: Reach, peer: &str, headers: &[(&str, &str)], expected: Option<Visitor>) {
        let peer: SocketAddr = format!("{peer}:50000").parse().unwrap();
        let mut all = HeaderMap::new();
        for (name, value) in headers {
            all.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap());
        }
        assert_eq!(visitor(reach, peer, &Uri::from_static("/a.html"), &all), expected, "{headers:?} {peer} {reach:?}");
    }

    #[test]
    fn only_who_names_this_computer_is_let_in() {
        let alone = |headers: &[(&str, &str)], expected| check(Reach::Computer, "127.0.0.1", headers, expected);
        for good in ["127.0.0.1:4000", "localhost:4000", "LOCALHOST", "[::1]:4000", "127.0.0.1:5000"] {
            alone(&[("host", good)], Some(Visitor::Owner));
        }
        for bad in
            ["evil.example:4000", "127.0.0.1.evil.example", "192.168.1.7:4000", "", ":4000", "localhost:a", "[::1"]
        {
            alone(&[("host", bad)], None);
        }
        alone(&[], None);
        alone(&[("host", "127.0.0.1"), ("host", "evil.example")], None);
    }

    #[test]
    fn guests_are_guests_whatever_they_say() {
        let room = |peer: &str, host: &str, expected| check(Reach::Room, peer, &[("host", host)], expected);
        room("192.168.1.9", "192.168.1.7:4000", Some(Visitor::Guest));
        room("192.168.1.9", "127.0.0.1:4000", Some(Visitor::Guest));
        room("192.168.1.9", "evil.example:4000", None);
        room("127.0.0.1", "127.0.0.1:4000", Some(Visitor::Owner));
        room("127.0.0.1", "192.168.1.7:4000", Some(Visitor::Guest));
    }

    #[test]
    fn other_sites_bring_nothing_of_ours_in() {
        let host = ("host", "127.0.0.1:4000");
        let site = ("sec-fetch-site", "cross-site");
        check(Reach::Computer, "127.0.0.1", &[host, site, ("sec-fetch-mode", "no-cors")], None);
        check(Reach::Computer, "127.0.0.1", &[host, site, ("sec-fetch-mode", "navigate")], Some(Visitor::Owner));
    }
}
