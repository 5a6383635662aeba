//! How many pictures stand in memory at once: as many as have room, whatever the number of cores.

use std::sync::{Condvar, Mutex, PoisonError};

/// What all pictures that are worked on may take together, in bytes; one picture may take all of it.
pub(crate) const ROOM: u64 = 420_000_000;

/// Lets a picture in when there is room for it.
#[derive(Debug)]
pub(crate) struct Gate {
    taken: Mutex<u64>,
    freed: Condvar,
}

impl Gate {
    /// Returns a gate before an empty room.
    pub(crate) fn new() -> Self {
        Self { taken: Mutex::new(0), freed: Condvar::new() }
    }

    /// Waits for `bytes` of room, does the work, and gives the room back.
    pub(crate) fn within<T>(&self, bytes: u64, work: impl FnOnce() -> T) -> T {
        let bytes = bytes.min(ROOM);
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |taken: &mut u64| *taken + bytes > ROOM;
        *self.freed.wait_while(taken, fits).unwrap_or_else(PoisonError::into_inner) += bytes;
        let _given_back = Place { gate: self, bytes };
        work()
    }
}

struct Place<'a> {
    gate: &'a Gate,
    bytes: u64,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        *self.gate.taken.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.gate.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::{Gate, ROOM};
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn no_more_is_in_the_room_than_fits() {
        let (gate, inside, most) = (Gate::new(), AtomicU64::new(0), AtomicU64::new(0));
        let each = ROOM / 3 + 1;
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    gate.within(each, || {
                        let now = inside.fetch_add(each, Ordering::SeqCst) + each;
                        most.fetch_max(now, Ordering::SeqCst);
                        std::thread::yield_now();
                        inside.fetch_sub(each, Ordering::SeqCst);
                    });
                });
            }
        });
        assert!((each..=2 * each).contains(&most.into_inner()));
        assert_eq!(gate.within(ROOM * 5, || "alone"), "alone");
    }
}
