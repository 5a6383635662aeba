//! What makes a text no YAML: the reader's kinds of errors, each under a code of its own.

use serde_yaml::Error;
use serde_yaml::budget::BudgetBreach;
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::localizer::ExternalMessageSource;

/// Returns the code of what is wrong.
pub(super) fn code(error: &Error) -> &'static str {
    match error {
        Error::Budget { breach: BudgetBreach::Aliases { .. } | BudgetBreach::Anchors { .. }, .. } => "yaml/alias",
        Error::Budget { .. } => "yaml/too-much",
        Error::MultipleDocuments { .. } => "yaml/two-documents",
        Error::UnsupportedTag { .. } | Error::TaggedScalarCannotDeserializeIntoString { .. } => "yaml/tag",
        Error::UnknownAnchor { .. } => "yaml/alias",
        Error::ContainerEndMismatch { .. } => "yaml/bracket",
        Error::ExternalMessage { source, .. } => match source.as_ref() {
            ExternalMessageSource::Parser(error) => of_parser(error.kind()),
            _ => "yaml/syntax",
        },
        _ => "yaml/syntax",
    }
}

fn of_parser(kind: &ErrorKind) -> &'static str {
    use ErrorKind as Kind;
    match kind {
        Kind::TabNotAllowed | Kind::TabInBlockIndentation | Kind::TabAtBlockScalarStart => "yaml/tab",
        Kind::TabInIndentation | Kind::TabInPlainScalar => "yaml/tab",
        Kind::UnexpectedEofFlowSequence | Kind::UnexpectedEofFlowMapping => "yaml/bracket",
        Kind::UnexpectedEofImplicitFlowMapping | Kind::UnclosedFlowCollection { .. } => "yaml/bracket",
        Kind::ExpectedFlowMappingSeparator | Kind::ExpectedFlowSequenceSeparator => "yaml/bracket",
        Kind::MisplacedFlowCollectionEnd | Kind::MismatchedFlowCollectionEnd { .. } => "yaml/bracket",
        Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar => "yaml/quotation-mark",
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => "yaml/after-quotation",
        Kind::UnknownQuotedScalarEscape | Kind::InvalidQuotedScalarHexEscape => "yaml/backslash",
        Kind::InvalidLowSurrogateHexEscape | Kind::InvalidLowSurrogate | Kind::MissingLowSurrogate => "yaml/backslash",
        Kind::UnpairedLowSurrogate | Kind::InvalidUnicodeEscape => "yaml/backslash",
        Kind::InvalidIndentation | Kind::InvalidBlockScalarIndent | Kind::ZeroBlockScalarIndent => "yaml/indentation",
        Kind::InvalidQuotedScalarIndent | Kind::InvalidFlowScalarIndent => "yaml/indentation",
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey | Kind::ExpectedBlockMappingKey => "yaml/no-colon",
        Kind::MappingValueNotAllowed | Kind::InvalidColonPlacement => "yaml/second-colon",
        Kind::UnexpectedCharacter { .. } | Kind::PlainScalarStartsWithDashFlowIndicator => "yaml/first-sign",
        Kind::BlockEntryInFlowCollection | Kind::BlockSequenceEntryNotAllowed => "yaml/dash",
        Kind::InvalidBlockEntryWhitespace | Kind::ExpectedBlockSequenceEntry => "yaml/dash",
        Kind::UndeclaredTagHandle | Kind::ExpectedTagBang | Kind::InvalidTagTerminator => "yaml/tag",
        Kind::UnclosedVerbatimTag | Kind::InvalidTagEscape | Kind::InvalidGlobalTagCharacter => "yaml/tag",
        Kind::UnknownAnchor | Kind::MissingAnchorOrAliasName | Kind::AnchorCountOverflow => "yaml/alias",
        Kind::RecursionLimitExceeded => "yaml/too-much",
        Kind::MultipleDocumentsUnsupported | Kind::InvalidDocumentEnd => "yaml/two-documents",
        _ => "yaml/syntax",
    }
}
