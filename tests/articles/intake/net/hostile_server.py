"""A local server that misbehaves in every way a page on the web can."""

import contextlib
import gzip
import io
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from PIL import Image

PAGE = (
    "<html><head><meta charset=utf-8><title>澄湖区召开工业运行会_澄湖网</title></head><body>"
    "<h1>澄湖区召开工业运行会</h1><p>2024-10-16 09:00 来源：澄湖日报</p><div id=zoom>"
    "<p>10月15日，澄湖区召开三季度工业运行分析会，总结成绩、查找差距。</p>"
    "<p>会议要求，要盯住重点企业，一企一策，确保全年目标任务完成。（记者 舒望）</p></div></body></html>"
)


def _bomb(megabytes: int) -> bytes:
    """Gzip of so many megabytes of zeros, made without ever holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    piece = bytes(1_000_000)
    return b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()


def _photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 400), (40, 90, 160)).save(out, "JPEG")
    return out.getvalue()


BOMB = _bomb(200)
PHOTO = _photo()


class Handler(BaseHTTPRequestHandler):
    """One misbehaviour a path; /requests counts are kept on the server."""

    protocol_version = "HTTP/1.1"
    server: "HostileServer"
    feed_tag: ClassVar[str] = '"v1"'

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers.items())))
        path = self.path.partition("?")[0].strip("/").replace("-", "_").replace(".", "_")
        with contextlib.suppress(OSError), self.server.counted():
            getattr(self, f"serve_{path}", self.serve_missing)()

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def answer(self, body: bytes, *, kind: str = "text/html", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def serve_missing(self) -> None:
        self.answer(b"", status=404)

    def serve_page(self) -> None:
        self.answer(PAGE.encode())

    def serve_illustrated(self) -> None:
        """A page with four pictures: one good, one that leads into our network, one no picture, one too large."""
        pictures = "".join(
            f'<p><img src="/{name}"></p>' for name in ("photo.jpg", "to-loopback", "broken.jpg", "huge.jpg")
        )
        caption = "<p align=center>图为会议现场。（舒望摄）</p>"
        page = PAGE.replace("<div id=zoom>", "<div id=zoom>" + pictures.replace("</p>", "</p>" + caption, 1))
        self.answer(page.encode())

    def serve_photo_jpg(self) -> None:
        self.answer(PHOTO, kind="image/jpeg")

    def serve_broken_jpg(self) -> None:
        self.answer(b"\xff\xd8\xff no picture", kind="image/jpeg")

    def serve_huge_jpg(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg")
        self.send_header("Content-Length", str(2 * 1024**3))
        self.end_headers()

    def serve_busy(self) -> None:
        self.answer(b"", status=503, Retry_After="7200")

    def serve_laughing(self) -> None:
        """A feed whose entities would unfold to gigabytes."""
        entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "哈"}">' for n in range(10))
        head = f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]><rss version='2.0'>"
        item = "<item><title>&l9;</title><link>http://news.example/1</link></item>"
        feed = f"{head}<channel><title>要闻</title>{item}</channel></rss>"
        self.answer(feed.encode(), kind="application/rss+xml")

    def serve_gbk(self) -> None:
        self.answer(PAGE.replace("utf-8", "gb2312").encode("gb18030"))

    def serve_liar(self) -> None:
        self.answer(PAGE.encode("gb18030"), kind="text/html; charset=utf-8")

    def serve_zipped(self) -> None:
        self.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def serve_bomb(self) -> None:
        self.answer(BOMB, Content_Encoding="gzip")

    def serve_broken_gzip(self) -> None:
        self.answer(b"\x1f\x8bnot gzip at all", Content_Encoding="gzip")

    def serve_strange_encoding(self) -> None:
        self.answer(b"x", Content_Encoding="br")

    def serve_huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(2 * 1024**3))
        self.end_headers()

    def serve_endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Connection", "close")
        self.end_headers()
        while not self.server.stopping:
            self.wfile.write(b"<p>" + b"x" * 65536)

    def serve_dripping(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Connection", "close")
        self.end_headers()
        while not self.server.stopping:
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def serve_dripping_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.server.stopping:
            self.wfile.write(b"X")
            self.wfile.flush()
            time.sleep(0.05)

    def serve_silent(self) -> None:
        while not self.server.stopping:
            time.sleep(0.05)

    def serve_cut_short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(b"<p>half")
        self.close_connection = True

    def serve_to_page(self) -> None:
        self.answer(b"", status=302, Location="/page")

    def serve_to_loopback(self) -> None:
        self.answer(b"", status=302, Location="http://127.0.0.1:1/secret")

    def serve_to_metadata(self) -> None:
        self.answer(b"", status=302, Location="http://169.254.169.254/latest/")

    def serve_to_rebinding(self) -> None:
        self.answer(b"", status=302, Location="http://rebinding.example/")

    def serve_to_file(self) -> None:
        self.answer(b"", status=302, Location="file:///etc/passwd")

    def serve_around(self) -> None:
        self.answer(b"", status=302, Location="/around")

    def serve_pdf(self) -> None:
        self.answer(b"%PDF", kind="application/pdf")

    def serve_forbidden(self) -> None:
        self.answer(PAGE.encode())

    def serve_robots_txt(self) -> None:
        self.answer(b"User-agent: *\nDisallow: /forbidden\n", kind="text/plain")

    def serve_slow_feed_1(self) -> None:
        time.sleep(0.15)
        self.serve_feed()

    serve_slow_feed_2 = serve_slow_feed_3 = serve_slow_feed_1

    def serve_feed(self) -> None:
        if self.headers.get("If-None-Match") == self.feed_tag:
            self.send_response(304)
            self.end_headers()
            return
        items = "".join(
            f"<item><title>第{n}条</title><link>http://news.example/{n}</link><guid>{n}</guid>"
            f"<pubDate>Wed, 16 Oct 2024 08:00:00 +0800</pubDate></item>"
            for n in range(1000)
        )
        head = "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>要闻</title>"
        feed = f"{head}{items}</channel></rss>"
        self.answer(feed.encode(), kind="application/rss+xml", ETag=self.feed_tag)


class HostileServer(ThreadingHTTPServer):
    """The server, the requests it has seen, and whether it is to stop its endless answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.stopping = False
        self.at_once = self.most_at_once = 0
        self._counting = threading.Lock()

    @contextlib.contextmanager
    def counted(self) -> Iterator[None]:
        """Counts how many requests are being answered, and the most that were so at one time."""
        with self._counting:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            yield
        finally:
            with self._counting:
                self.at_once -= 1

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def url(self, path: str) -> str:
        return f"http://{self.host}/{path}"


@contextlib.contextmanager
def running() -> Iterator[HostileServer]:
    """The server, running on a free port of this machine."""
    server = HostileServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopping = True
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
