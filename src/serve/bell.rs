//! What changed since somebody looked last.
//!
//! Whoever hears of changes rings; whoever builds waits, until it has been quiet for a moment: an editor that saves
//! makes several changes, `git checkout` thousands.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// An editor is done with saving when nothing changed for so long.
const MOMENT: Duration = Duration::from_millis(10);
/// Whoever changes many files rests longer between two of them.
const LONG_MOMENT: Duration = Duration::from_millis(100);
/// So many changes at once are many.
const MANY: usize = 50;
/// After so many moments nobody waits any longer for an end.
const PATIENCE: usize = 20;

/// A bell that many ring and one hears.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    rung: Mutex<Rung>,
    ringing: Condvar,
}

#[derive(Debug, Default)]
struct Rung {
    paths: BTreeSet<PathBuf>,
    times: usize,
    is_over: bool,
}

/// What somebody who waited heard.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// Something may have changed: at these places, or nobody knows where.
    Changes(BTreeSet<PathBuf>),
    /// Nothing in all that time.
    Nothing,
    /// Nobody needs anything any more.
    End,
}

impl Bell {
    /// Says that something changed at these places; at none: somewhere.
    pub(crate) fn ring(&self, places: impl IntoIterator<Item = PathBuf>) {
        let mut rung = self.rung();
        rung.paths.extend(places);
        rung.times += 1;
        self.ringing.notify_all();
    }

    /// Says that nobody needs anything any more.
    pub(crate) fn end(&self) {
        self.rung().is_over = true;
        self.ringing.notify_all();
    }

    /// Tells whether something changed that nobody has heard of yet.
    pub(crate) fn is_ringing(&self) -> bool {
        self.rung().times > 0
    }

    /// Waits until something changes, and then until it has been quiet for a moment; at most `time` for the first.
    pub(crate) fn wait(&self, time: Duration) -> Heard {
        let waited = self.ringing.wait_timeout_while(self.rung(), time, |rung| rung.times == 0 && !rung.is_over);
        let (mut rung, _) = waited.unwrap_or_else(PoisonError::into_inner);
        for _ in 0..PATIENCE {
            let before = rung.times;
            if rung.is_over {
                return Heard::End;
            }
            if before == 0 {
                return Heard::Nothing;
            }
            let moment = if before > MANY { LONG_MOMENT } else { MOMENT };
            let waited = self.ringing.wait_timeout_while(rung, moment, |rung| !rung.is_over);
            rung = waited.unwrap_or_else(PoisonError::into_inner).0;
            if rung.times == before {
                break;
            }
        }
        rung.times = 0;
        Heard::Changes(std::mem::take(&mut rung.paths))
    }

    fn rung(&self) -> MutexGuard<'_, Rung> {
        // Whoever panicked while holding it left every field whole.
        self.rung.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Bell, Heard};
    use std::path::PathBuf;
    use std::sync::Arc;
    use std::time::Duration;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn what_rings_in_one_breath_is_heard_once() {
        let bell = Arc::new(Bell::default());
        let ringer = Arc::clone(&bell);
        let storm = std::thread::spawn(move || {
            for number in 0..5_000 {
                ringer.ring([PathBuf::from(number.to_string())]);
            }
        });
        let mut heard = 0;
        let mut times = 0;
        while heard < 5_000 {
            let Heard::Changes(paths) = bell.wait(LONG) else { panic!("the storm was heard as silence") };
            heard += paths.len();
            times += 1;
        }
        storm.join().unwrap();
        assert!(times <= 5, "heard {times} times");
        assert!(!bell.is_ringing());
        assert_eq!(bell.wait(Duration::ZERO), Heard::Nothing);
    }

    #[test]
    fn whoever_waits_hears_the_end() {
        let bell = Arc::new(Bell::default());
        let waiting = Arc::clone(&bell);
        let waiter = std::thread::spawn(move || waiting.wait(LONG));
        bell.end();
        assert_eq!(waiter.join().unwrap(), Heard::End);
    }
}
