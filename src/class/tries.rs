//! How often something may be tried: a PIN by one phone and by all, a message by whoever joined.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;
use tokio::time::Instant;

/// So many things at once, and then one more in each span of time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    pub(crate) at_once: u32,
    pub(crate) then_each: Duration,
}

/// One phone's wrong PINs: five, then one in 20 seconds.
const OF_ONE: Allowance = Allowance { at_once: 5, then_each: Duration::from_secs(20) };
/// Those of the whole room: of 60 learners each may be wrong three times, then one in 3 seconds. In a day of eight
/// hours that is one PIN in a hundred.
const OF_ALL: Allowance = Allowance { at_once: 180, then_each: Duration::from_secs(3) };
/// So many phones are remembered for their wrong PINs.
const MOST: usize = 4_096;

/// What is left of an allowance.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Left {
    /// What is left, in milliseconds of waiting that it saves.
    saved: u64,
    since: Instant,
}

impl Left {
    /// Returns a whole allowance.
    pub(crate) fn whole(of: Allowance, now: Instant) -> Self {
        Self { saved: most(of), since: now }
    }

    fn renew(&mut self, of: Allowance, now: Instant) {
        let gone = u64::try_from(now.saturating_duration_since(self.since).as_millis()).unwrap_or(u64::MAX);
        *self = Self { saved: self.saved.saturating_add(gone).min(most(of)), since: now };
    }

    /// Tells how long there is to wait until it is allowed once more; takes nothing.
    pub(crate) fn wait(&mut self, of: Allowance, now: Instant) -> Option<Duration> {
        self.renew(of, now);
        let missing = price(of).saturating_sub(self.saved);
        (missing > 0).then(|| Duration::from_millis(missing))
    }

    /// Takes one; tells how long there is to wait where there is none.
    pub(crate) fn take(&mut self, of: Allowance, now: Instant) -> Option<Duration> {
        let wait = self.wait(of, now);
        if wait.is_none() {
            self.saved -= price(of);
        }
        wait
    }
}

fn price(of: Allowance) -> u64 {
    u64::try_from(of.then_each.as_millis()).unwrap_or(u64::MAX).max(1)
}

fn most(of: Allowance) -> u64 {
    price(of).saturating_mul(u64::from(of.at_once))
}

/// What came of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tried {
    /// It was right.
    Right,
    /// It was wrong, and is counted.
    Wrong,
    /// Nothing was looked at: there is so long to wait.
    Wait(Duration),
}

/// The wrong tries of a room.
#[derive(Debug)]
pub(crate) struct Tries {
    /// Of those phones that were wrong before.
    of: BTreeMap<IpAddr, Left>,
    all: Left,
}

impl Tries {
    /// Returns a room in which nobody was wrong yet.
    pub(crate) fn new(now: Instant) -> Self {
        Self { of: BTreeMap::new(), all: Left::whole(OF_ALL, now) }
    }

    /// Counts a try of a phone. Whoever was never wrong is always looked at: nobody keeps the others out by guessing.
    pub(crate) fn count(&mut self, phone: IpAddr, is_right: bool, now: Instant) -> Tried {
        if let Some(own) = self.of.get_mut(&phone) {
            let wait = own.wait(OF_ONE, now).into_iter().chain(self.all.wait(OF_ALL, now)).max();
            if let Some(wait) = wait {
                return Tried::Wait(wait);
            }
        }
        if is_right {
            return Tried::Right;
        }
        if self.of.len() >= MOST {
            self.of.retain(|_, left| {
                left.renew(OF_ONE, now);
                left.saved < most(OF_ONE)
            });
        }
        self.all.take(OF_ALL, now);
        self.of.entry(phone).or_insert_with(|| Left::whole(OF_ONE, now)).take(OF_ONE, now);
        Tried::Wrong
    }
}

#[cfg(test)]
mod tests {
    use super::{Tried, Tries};
    use std::net::IpAddr;
    use std::time::Duration;
    use tokio::time::Instant;

    fn phone(number: u8) -> IpAddr {
        IpAddr::from([192, 168, 1, number])
    }

    #[test]
    fn guessing_is_slow_and_keeps_nobody_out() {
        let mut now = Instant::now();
        let mut tries = Tries::new(now);
        let mut looked_at = 0;
        for _ in 0..1_000 {
            looked_at += usize::from(tries.count(phone(9), false, now) == Tried::Wrong);
        }
        assert_eq!(looked_at, 5);
        // Even the right one is not looked at now: that would tell.
        assert!(matches!(tries.count(phone(9), true, now), Tried::Wait(wait) if wait <= Duration::from_secs(20)));
        assert_eq!(tries.count(phone(10), true, now), Tried::Right);
        now += Duration::from_secs(20);
        assert_eq!(tries.count(phone(9), false, now), Tried::Wrong);
        assert!(matches!(tries.count(phone(9), false, now), Tried::Wait(_)));
    }

    #[test]
    fn many_phones_of_one_guesser_are_counted_together() {
        let start = Instant::now();
        let mut tries = Tries::new(start);
        let mut looked_at = 0;
        for second in 0..3_600 {
            for number in 0..=255 {
                let now = start + Duration::from_secs(second);
                looked_at += usize::from(tries.count(phone(number), false, now) == Tried::Wrong);
            }
        }
        assert!(looked_at < 2_000, "{looked_at} of a million PINs in an hour");
        assert_eq!(tries.count(IpAddr::from([10, 0, 0, 1]), true, start), Tried::Right);
    }
}
