"""gunicorn on a server, behind nginx: gunicorn --config deploy/gunicorn.conf.py cms.wsgi

Workers are processes, since making a page is work for the processor; the threads let a worker answer others
while one request waits for the database or an upload.
"""

import multiprocessing
import os

bind = os.environ.get("GUNICORN_BIND", "unix:/run/cms-web/gunicorn.sock")
workers = int(os.environ.get("GUNICORN_WORKERS", multiprocessing.cpu_count() * 2 + 1))
worker_class = "gthread"
threads = int(os.environ.get("GUNICORN_THREADS", "4"))
# Each worker loads the code when it starts: after a reload all of it is new, none of it left from before.
preload_app = False
timeout = 120
graceful_timeout = 30
keepalive = 75
# Workers are replaced now and then, each at another time: whatever a library leaks is bounded.
max_requests = 20_000
max_requests_jitter = 2_000
# As long as nginx takes (8 kB), so that an address that is too long is answered by our own pages.
limit_request_line = 8190
# Only nginx reaches the socket, so what it says about the connection is true.
forwarded_allow_ips = "*"
accesslog = None
errorlog = "-"
# systemd speaks to the master by signals; two releases would share the control socket's place.
control_socket_disable = True
