//! Where a server can be reached: on this computer alone, or in the whole room.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};

/// So many ports after the first one are tried.
const OTHERS: u16 = 100;

/// Who can reach a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Whoever sits at this computer.
    Computer,
    /// Whoever is on its network; guests can only read pages.
    Room,
}

/// A port that is ours.
#[derive(Debug)]
pub struct Listening {
    pub(crate) listener: TcpListener,
    pub(crate) reach: Reach,
    port: u16,
}

impl Listening {
    /// Takes `port` (0: any that is free); without one `usual`, or the next one that is free.
    ///
    /// # Errors
    /// When the port that was asked for cannot be taken, or none can.
    pub fn new(reach: Reach, port: Option<u16>, usual: u16) -> io::Result<Self> {
        let listener = match port {
            Some(port) => listen(reach, port),
            None => {
                let mut tried = (usual..=usual.saturating_add(OTHERS)).map(|port| listen(reach, port));
                tried.find(|tried| !matches!(tried, Err(error) if is_taken(error))).unwrap_or_else(|| listen(reach, 0))
            }
        }?;
        let port = listener.local_addr()?.port();
        Ok(Self { listener, reach, port })
    }

    /// Returns the port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Tells whether others are to see it too.
    pub fn is_for_room(&self) -> bool {
        self.reach == Reach::Room
    }

    /// Returns where whoever sits at this computer finds it.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Returns where others in the room find it, the likeliest first; none where there is no network, or nobody asked.
    pub fn addresses_in_room(&self) -> Vec<String> {
        addresses(self.reach, self.port)
    }
}

/// Returns where others in the room reach a port now, as [`Listening::addresses_in_room`]: a hotspot may be switched on
/// later.
pub(crate) fn addresses(reach: Reach, port: u16) -> Vec<String> {
    match reach {
        Reach::Computer => Vec::new(),
        Reach::Room => in_room().into_iter().map(|ip| format!("http://{ip}:{port}/")).collect(),
    }
}

fn is_taken(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied)
}

fn listen(reach: Reach, port: u16) -> io::Result<TcpListener> {
    let ip = match reach {
        Reach::Computer => Ipv4Addr::LOCALHOST,
        Reach::Room => Ipv4Addr::UNSPECIFIED,
    };
    TcpListener::bind(SocketAddr::from((ip, port)))
}

/// Returns the addresses of this computer that others in a room can reach.
fn in_room() -> Vec<Ipv4Addr> {
    let main = main_address();
    let mut found: Vec<(u8, Ipv4Addr)> = Vec::new();
    for interface in if_addrs::get_if_addrs().unwrap_or_default() {
        if let IpAddr::V4(ip) = interface.ip() {
            found.extend(rank(&interface.name, ip, main).map(|rank| (rank, ip)));
        }
    }
    found.sort();
    found.dedup();
    // What a computer gave itself is of use only where nobody gave it anything else.
    let best = found.first().map_or(0, |(rank, _)| *rank);
    found.into_iter().filter(|(rank, _)| *rank < SELF_MADE || best == SELF_MADE).map(|(_, ip)| ip).collect()
}

const SELF_MADE: u8 = 3;

/// Returns how unlikely it is that others reach this address; nothing where they cannot.
fn rank(interface: &str, ip: Ipv4Addr, main: Option<IpAddr>) -> Option<u8> {
    if ip.is_loopback() || ip.is_unspecified() {
        return None;
    }
    // Networks inside this computer: of containers and of other machines that run in it.
    let inner = ["docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vEthernet", "lxc", "lxd"];
    Some(match () {
        () if ip.is_link_local() => SELF_MADE,
        () if main == Some(IpAddr::V4(ip)) => 0,
        () if inner.iter().any(|name| interface.starts_with(name)) => 2,
        () => 1,
    })
}

/// Returns the address that this computer would speak to others with. Nothing is sent: a datagram's socket only looks
/// up the way (192.0.2.1 is nobody: RFC 5737).
fn main_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

#[cfg(test)]
mod tests {
    use super::{Listening, Reach, rank};
    use std::net::{IpAddr, Ipv4Addr};

    #[test]
    fn the_likeliest_address_comes_first() {
        let main = Ipv4Addr::new(192, 168, 1, 7);
        let rank = |name: &str, ip: [u8; 4]| rank(name, ip.into(), Some(IpAddr::V4(main)));
        assert_eq!(rank("lo", [127, 0, 0, 1]), None);
        assert!(rank("wlan0", [192, 168, 1, 7]) < rank("eth0", [10, 0, 0, 7]));
        assert!(rank("eth0", [10, 0, 0, 7]) < rank("docker0", [172, 17, 0, 1]));
        assert!(rank("docker0", [172, 17, 0, 1]) < rank("eth1", [169, 254, 3, 4]));
    }

    #[test]
    fn a_port_that_is_taken_is_left_to_its_owner() {
        let first = Listening::new(Reach::Computer, None, 4000).unwrap();
        let second = Listening::new(Reach::Computer, None, 4000).unwrap();
        assert_ne!(first.port(), second.port());
        let asked = Listening::new(Reach::Computer, Some(first.port()), 4000).unwrap_err();
        assert_eq!(asked.kind(), std::io::ErrorKind::AddrInUse);
        assert_eq!(first.address(), format!("http://127.0.0.1:{}/", first.port()));
        assert!(first.addresses_in_room().is_empty());
    }
}
