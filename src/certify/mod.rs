//! Certificates that a coordinator signs: a short text that says who completed which course, with a signature.
//!
//! Pure: results in, texts out. The form stands in docs/certificates.md; `player/proof/` reads it in the browser. Nothing of
//! a learner's page is proof; a signature proves that the coordinator confirmed what the text says.

mod text;

pub use text::{Certificate, Proof, Signed, Unread, is_one, read};
