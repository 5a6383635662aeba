//! Files that are known but not read: their authors are told what to do instead.

use crate::import::input::{Body, Input, Refusal};

/// The first bytes of old office files, and of newer ones with a password ([MS-CFB], section 2.2).
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The name of the part that a protected document is in, as it stands there ([MS-OFFCRYPTO], section 2.3.4.4).
const PROTECTED: &str = "EncryptedPackage";

/// Returns why a file of a known kind is not read.
pub(super) fn refused(input: &Input) -> Option<Refusal> {
    let key = match &input.body {
        Body::Bytes(bytes) => of_bytes(bytes, &input.ending()),
        Body::Zip(_) => of_zip(input),
    };
    key.map(Refusal::new)
}

fn of_bytes(bytes: &[u8], ending: &str) -> Option<&'static str> {
    if bytes.starts_with(COMPOUND) {
        let name: Vec<u8> = PROTECTED.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_protected = bytes.windows(name.len()).any(|window| window == name);
        return Some(if is_protected { "import.kind-protected" } else { "import.kind-doc" });
    }
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("import.kind-pdf"),
        [b'{', b'\\', b'r', b't', b'f', ..] => Some("import.kind-rtf"),
        [0x1F, 0x8B, ..] if ending == "mbz" => Some("import.kind-mbz"),
        _ => None,
    }
}

fn of_zip(input: &Input) -> Option<&'static str> {
    let kinds = [
        ("moodle_backup.xml", "import.kind-mbz"),
        ("ppt/presentation.xml", "import.kind-pptx"),
        ("xl/workbook.xml", "import.kind-xlsx"),
        ("META-INF/container.xml", "import.kind-book"),
    ];
    if input.has_entry("mimetype") && input.has_entry("META-INF/manifest.xml") {
        return Some("import.kind-odt");
    }
    kinds.iter().find(|(entry, _)| input.has_entry(entry)).map(|(_, key)| *key)
}
