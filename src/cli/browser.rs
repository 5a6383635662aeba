//! The browser of whoever sits at this computer.

/// Shows an address in it, where there is one with a window. Where it does not come, the author has
/// the address on the terminal.
pub(crate) fn open(address: &str) {
    if has_windows() {
        drop(open::that_detached(address));
    }
}

/// Tells whether a window can be shown: without one a browser would come up in the terminal itself.
fn has_windows() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_desktop = cfg!(any(windows, target_os = "macos"));
    // A terminal on another computer shows that one's windows only where it has a display.
    is_desktop && !set("SSH_CONNECTION") || ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"].into_iter().any(set)
}
