"""Nothing leaves the machine: every look-up of and connection to another host is refused."""

from ports import free_port
from python_process import run_python

SCRIPT = """
import ipaddress, socket, sys
real_connect, real_look_up = socket.socket.connect, socket.getaddrinfo

def is_here(host):
    try:
        return host in ("localhost", None, "") or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

def connect(self, address):
    if isinstance(address, tuple) and not is_here(address[0]):
        sys.exit(f"connected to {address}")
    return real_connect(self, address)

def look_up(host, *rest, **options):
    if not is_here(host):
        sys.exit(f"looked up {host}")
    return real_look_up(host, *rest, **options)

socket.socket.connect, socket.getaddrinfo = connect, look_up
from rag import Assistant, seed_files
from ui.web.server import launch
assistant = Assistant.open(sys.argv[1])
assistant.add(*seed_files())
assert assistant.ask("How many sappers will be sent?").status == "answered"
page, url = launch(assistant, port=int(sys.argv[2]))
import urllib.request
assert urllib.request.urlopen(url).status == 200
page.close(verbose=False)
print("nothing left the machine")
"""


def test_adding_asking_and_serving_reach_no_other_host(tmp_path):
    result = run_python(SCRIPT, tmp_path / "index", free_port())
    assert "nothing left the machine" in result.stdout, result.stderr[-2000:] + result.stdout
