"""Which network addresses this server may be made to visit, and finding a host's address in bounded time.

An address a person pastes must not lead into our own network (SSRF): only public addresses are visited, unless
the operator lists a host (INTAKE_PRIVATE_HOSTS) that lies inside it. The address that was judged is the one then
connected to, so a name that changes its address between two look-ups (DNS rebinding) gains nothing.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable
from queue import Empty, Queue

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]
"""Host and port → its numeric addresses; OSError when it has none."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Kept back by IANA's registries of special addresses, though `ipaddress` of 3.11 calls them public: shared by carriers,
# protocol assignments, the relays of 6to4 that are no more, documentation.
_KEPT_BACK = [ipaddress.ip_network(one) for one in ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "3fff::/20")]
# The only part of IPv6 that is given out as public (RFC 4291 §2.4, IANA). What lies outside it may carry an address of
# our own network in ways that `ipaddress` knows nothing of: ::127.0.0.1, ::ffff:0:127.0.0.1, 64:ff9b:1::10.0.0.1.
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")


def is_public(address: IPAddress) -> bool:
    """True for an address on the open internet; what an IPv6 address carries inside it is judged too."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        return address in _GLOBAL_UNICAST and _is_given_out(address)
    return not address.is_multicast and _is_given_out(address)


def _is_given_out(address: IPAddress) -> bool:
    return address.is_global and not any(address in network for network in _KEPT_BACK)


def resolve(host: str, port: int) -> list[str]:
    """The system's answer."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def resolve_within(seconds: float, host: str, port: int, resolver: Resolver = resolve) -> list[str]:
    """Numeric addresses of a host. OSError when it has none, TimeoutError when the answer does not come in time.

    The system's look-up cannot be interrupted, so it runs in a thread that is left behind.
    """
    answers: Queue[list[str] | OSError] = Queue(maxsize=1)

    def ask() -> None:
        try:
            answers.put(resolver(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=ask, name="intake-resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise TimeoutError(f"{host} 的域名解析超时") from None
    if isinstance(answer, OSError):
        raise answer
    return answer
