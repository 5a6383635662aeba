//! Whoever writes down: one thread, so that what came in together is on the disk with one wait for it.
//!
//! 1. A result becomes a file of its own, whole.
//! 2. All that came in meanwhile goes into the journal in one go.
//! 3. Only then is it applied to the register, and only then are the phones told.
//! 4. Where the trainer took somebody out or corrected a name, their result files follow; what the disk refuses is tried
//!    again.
//! 5. When there is time, results come into the trainer's record too.

use crate::class::event::Event;
use crate::class::folder::{Chore, Folder, corrections};
use crate::class::recorder::Recorder;
use crate::class::register::Register;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{oneshot, watch};

/// So many orders are written in one go.
const AT_ONCE: usize = 256;
/// So often the record is looked after where nothing comes in.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// Why something was not written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unwritten;

/// What a clerk hears.
enum Heard {
    Order(Box<Order>),
    /// The class is over.
    End,
}

/// Something to be written down.
struct Order {
    event: Event,
    /// A result: the name of its file, and what is in it.
    file: Option<(String, Vec<u8>)>,
    done: oneshot::Sender<Result<(), Unwritten>>,
}

/// Who is in the class, for many to look at.
#[derive(Clone, Default)]
pub(crate) struct Shared(Arc<Mutex<Register>>);

impl Shared {
    /// Returns the register; nobody else sees it meanwhile.
    pub(crate) fn look(&self) -> MutexGuard<'_, Register> {
        // Whoever panicked while holding it had applied an event or not.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How it stands, for whoever waits for news.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct News {
    /// The version of the register.
    pub(crate) version: u64,
    /// Whether the disk took what came last.
    pub(crate) is_kept: bool,
    /// Whether the record did.
    pub(crate) is_recorded: bool,
}

/// Whoever hands over what is to be written down.
#[derive(Clone)]
pub(crate) struct Desk(Sender<Heard>);

impl Desk {
    /// Waits until something is written down.
    ///
    /// # Errors
    /// When the disk refuses; then it did not happen.
    pub(crate) async fn write(&self, event: Event, file: Option<(String, Vec<u8>)>) -> Result<(), Unwritten> {
        let (done, answer) = oneshot::channel();
        self.0.send(Heard::Order(Box::new(Order { event, file, done }))).map_err(|_| Unwritten)?;
        answer.await.unwrap_or(Err(Unwritten))
    }

    /// Says that the class is over: the clerk ends with what lies there.
    pub(crate) fn close(&self) {
        // A clerk who is gone has ended.
        let _is_heard = self.0.send(Heard::End).is_ok();
    }
}

/// A clerk, who ends with the class, or when every desk is gone.
pub(crate) struct Clerk {
    folder: Folder,
    recorder: Option<Recorder>,
    register: Shared,
    orders: Receiver<Heard>,
    news: watch::Sender<News>,
}

impl Clerk {
    /// Returns a clerk with a desk for those who come in, and where to hear what is new.
    pub(crate) fn new(
        folder: Folder,
        register: Register,
        recorder: Option<Recorder>,
    ) -> (Self, Desk, Shared, watch::Receiver<News>) {
        let (sender, orders) = channel();
        let is_kept = folder.is_tidy();
        let (news, heard) = watch::channel(News { version: register.version, is_kept, is_recorded: true });
        let register = Shared(Arc::new(Mutex::new(register)));
        (Self { folder, recorder, register: register.clone(), orders, news }, Desk(sender), register, heard)
    }

    /// Writes down, until the class is over or nobody is left who could hand anything over.
    pub(crate) fn work(mut self) {
        let mut is_over = false;
        while !is_over {
            let mut heard = match self.orders.recv_timeout(HEARTBEAT) {
                Ok(first) => vec![first],
                Err(RecvTimeoutError::Timeout) => Vec::new(),
                Err(RecvTimeoutError::Disconnected) => break,
            };
            while !heard.is_empty()
                && heard.len() < AT_ONCE
                && let Ok(next) = self.orders.try_recv()
            {
                heard.push(next);
            }
            is_over = heard.iter().any(|one| matches!(one, Heard::End));
            let orders = heard.into_iter().filter_map(|one| match one {
                Heard::Order(order) => Some(*order),
                Heard::End => None,
            });
            let orders: Vec<Order> = orders.collect();
            if orders.is_empty() {
                self.tend(is_over);
            } else {
                self.write(orders);
            }
        }
        self.tend(true);
    }

    /// Does what the disk did not take before, and brings results into the record. Where that fails, they are in their
    /// files all the same, and it is tried again.
    fn tend(&mut self, is_over: bool) {
        if !self.folder.is_tidy() {
            self.tidy(Vec::new());
            let is_tidy = self.folder.is_tidy();
            self.news.send_if_modified(|news| std::mem::replace(&mut news.is_kept, is_tidy) != is_tidy);
        }
        if let Some(recorder) = &mut self.recorder {
            let is_kept = recorder.tend(is_over).is_ok();
            self.news.send_if_modified(|news| std::mem::replace(&mut news.is_recorded, is_kept) != is_kept);
        }
    }

    fn write(&mut self, orders: Vec<Order>) {
        let (files, orders): (Vec<bool>, Vec<Order>) =
            orders.into_iter().map(|order| (self.put(order.file.as_ref()), order)).unzip();
        let events: Vec<&Event> =
            orders.iter().zip(&files).filter(|(_, put)| **put).map(|(order, _)| &order.event).collect();
        let is_named = orders.iter().all(|order| order.file.is_none()) || self.folder.settle();
        let is_kept = is_named && self.folder.add(&events);
        let all_kept = is_kept && files.iter().all(|put| *put);
        let mut chores = Vec::new();
        let mut register = self.register.look();
        let answers: Vec<(oneshot::Sender<_>, Result<(), Unwritten>)> = orders
            .into_iter()
            .zip(files)
            .map(|(order, put)| {
                if is_kept && put {
                    if let (Event::Result { file, at, .. }, Some(recorder)) = (&order.event, &mut self.recorder) {
                        recorder.note(file.clone(), *at);
                    }
                    register.apply(order.event.clone());
                    chores.extend(chores_of(&order.event, &register));
                    return (order.done, Ok(()));
                }
                (order.done, Err(Unwritten))
            })
            .collect();
        let version = register.version;
        drop(register);
        if !chores.is_empty() {
            self.tidy(chores);
        }
        let is_kept = all_kept && self.folder.is_tidy();
        self.news.send_modify(|news| (news.version, news.is_kept) = (version, is_kept));
        for (done, answer) in answers {
            // A phone that has gone asks again.
            let _is_heard = done.send(answer).is_ok();
        }
    }

    /// Does what is to be done with result files; the record hears of those that are others now.
    fn tidy(&mut self, chores: Vec<Chore>) {
        // Nobody waits for the register while the disk is at work.
        let aside = self.register.look().aside.clone();
        let changed = self.folder.tidy(chores, &aside);
        for (file, at) in changed {
            if let Some(recorder) = &mut self.recorder {
                recorder.note(file, at);
            }
        }
    }

    /// Tells whether a result is in its file; where there is none, that is so.
    fn put(&self, file: Option<&(String, Vec<u8>)>) -> bool {
        file.is_none_or(|(name, bytes)| {
            let is_taken = self.register.look().aside.contains(name);
            (!is_taken || self.folder.clear(name)) && self.folder.put(name, bytes)
        })
    }
}

/// Returns what is to be done with result files after an event, as the register stands then.
fn chores_of(event: &Event, register: &Register) -> Vec<Chore> {
    match event {
        Event::Removed { .. } => register.aside.iter().map(|file| Chore::SetAside { file: file.clone() }).collect(),
        Event::Result { file, .. } if register.aside.contains(file) => vec![Chore::SetAside { file: file.clone() }],
        Event::Named { learner, at, .. } | Event::Result { learner, at, .. } => {
            register.learners.get(learner).map(|learner| corrections(learner, *at)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::Clerk;
    use crate::class::event::Event;
    use crate::class::folder::Folder;
    use std::collections::BTreeMap;

    fn joined(number: usize) -> Event {
        let (learner, phone) = (format!("L{number:07}"), format!("p{number}"));
        Event::Joined {
            at: 1,
            learner,
            code: format!("C{number}"),
            name: "Бат".into(),
            fields: BTreeMap::new(),
            words: false,
            phone,
        }
    }

    #[test]
    fn what_was_acknowledged_is_there_when_the_class_is_opened_again() {
        let place = tempfile::tempdir().unwrap();
        let (folder, register) = Folder::open(place.path()).unwrap();
        let (clerk, desk, shared, news) = Clerk::new(folder, register, None);
        let worker = std::thread::spawn(move || clerk.work());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            for number in 0..5 {
                let file = (number == 3).then(|| ("a.json".to_owned(), b"{}".to_vec()));
                desk.write(joined(number), file).await.unwrap();
            }
            // A file that cannot be written keeps what belongs to it from having happened, and nothing else.
            let refused = desk.write(joined(9), Some(("none/a.json".to_owned(), Vec::new())));
            assert!(refused.await.is_err());
            assert!(!news.borrow().is_kept);
        });
        assert_eq!(shared.look().learners.len(), 5);
        desk.close();
        worker.join().unwrap();
        let (folder, again) = Folder::open(place.path()).unwrap();
        assert_eq!((again.learners.len(), folder.damaged), (5, 0));
        assert_eq!(std::fs::read(place.path().join("results/a.json")).unwrap(), b"{}");
    }
}
