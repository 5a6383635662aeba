//! What every server of the program shares: the preview (`serve`) and the classroom (`class`).
//!
//! 1. `reach` takes a port, for this computer alone or for the whole room; `gate` lets so many lines in and no more.
//! 2. `door` says who asks: a request must name us by an address.
//! 3. `answer` looks a path up among the files of a site and answers with it, whole or a part (`range`), piece by piece
//!    (`body`). No path of the disk is ever made of what was asked for.
//! 4. `page` puts a script into a page on its way; nothing of it is in the site itself.
//! 5. `ending` runs until the program is told to end.

pub(crate) mod answer;
mod body;
mod door;
mod ending;
mod gate;
mod kinds;
pub(crate) mod page;
mod range;
mod reach;

pub(crate) use body::Alarm;
pub(crate) use door::{Visitor, visitor};
pub(crate) use ending::run;
pub(crate) use gate::Peer;
pub(crate) use kinds::is_page;
pub(crate) use reach::addresses;
pub use reach::{Listening, Reach};
