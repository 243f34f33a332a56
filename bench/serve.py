#!/usr/bin/env python3
"""serve.py PROGRAM RECORD [PATH...] - what a reader of `upperhand serve` waits for: milliseconds to the first byte and to the
last of each address, and, where Chromium is installed, what the browser takes from the question to the end of its load event
by its own navigation timing (headless, over its debugging port). The least of five each."""
import base64
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request

USUAL = ['/', '/events', '/events?country=VEN', '/events?offset=9900', '/claims', '/threats', '/country/VEN']


def ask(port, path):
    with socket.create_connection(('127.0.0.1', port)) as to:
        begin = time.perf_counter()
        to.sendall(('GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n' % (path, port)).encode())
        size = len(to.recv(1))
        first = time.perf_counter() - begin
        while part := to.recv(1 << 16):
            size += len(part)
        return first, time.perf_counter() - begin, size


class Browser:
    """A headless browser with one page, spoken to over a WebSocket (RFC 6455)."""

    def __init__(self, program):
        self.profile = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            [program, '--headless', '--no-sandbox', '--disable-gpu', '--no-proxy-server', '--remote-debugging-port=0',
             '--user-data-dir=' + self.profile.name, 'about:blank'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        told = os.path.join(self.profile.name, 'DevToolsActivePort')
        while not os.path.exists(told) or '\n' not in open(told).read():
            time.sleep(0.2)
        port = int(open(told).readline())
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        pages = json.load(direct.open('http://127.0.0.1:%d/json' % port))
        address = next(p for p in pages if p['type'] == 'page')['webSocketDebuggerUrl']
        self.to = socket.create_connection(('127.0.0.1', port))
        self.to.sendall(('GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
                         'Sec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n\r\n'
                         % (address[address.index('/devtools'):], port, base64.b64encode(os.urandom(16)).decode())).encode())
        self.file = self.to.makefile('rb')
        while self.file.readline() != b'\r\n':
            pass
        self.n = 0

    def say(self, method, **parameters):
        self.n += 1
        text = json.dumps({'id': self.n, 'method': method, 'params': parameters}).encode()
        self.to.sendall(b'\x81\xfe' + struct.pack('>H', len(text)) + bytes(4) + text)  # masked by zeros
        while True:
            answer = json.loads(self.hear())
            if answer.get('id') == self.n:
                return answer.get('result', {})

    def hear(self):
        _, size = self.file.read(2)
        if size > 125:
            size = struct.unpack('>H' if size == 126 else '>Q', self.file.read(2 if size == 126 else 8))[0]
        return self.file.read(size)

    def load(self, url):
        self.say('Page.navigate', url=url)
        while True:
            time.sleep(0.05)
            told = self.say('Runtime.evaluate', returnByValue=True, expression=(
                "location.href=='%s'&&performance.getEntriesByType('navigation')[0].loadEventEnd" % url))
            taken = told.get('result', {}).get('value')
            if taken:
                return taken

    def end(self):
        self.process.terminate()
        self.process.wait()


def main():
    program, record, paths = sys.argv[1], sys.argv[2], sys.argv[3:] or USUAL
    server = subprocess.Popen([program, 'serve', record, '--port', '0'], stdout=subprocess.PIPE, text=True)
    try:
        port = int(re.search(r':(\d+)/', server.stdout.readline()).group(1))
        found = next(filter(None, map(shutil.which, ['chromium', 'chromium-browser', 'google-chrome'])), None)
        browser = Browser(found) if found else None
        for path in paths:
            tries = [ask(port, path) for _ in range(5)]
            line = '%-24s first byte %6.1f ms, last %6.1f ms, %5.0f kB' % (
                path, min(t[0] for t in tries) * 1e3, min(t[1] for t in tries) * 1e3, tries[0][2] / 1e3)
            if browser:
                line += ', loaded in the browser %6.0f ms' % min(
                    browser.load('http://127.0.0.1:%d%s' % (port, path)) for _ in range(5))
            print(line, flush=True)
        if browser:
            browser.end()
    finally:
        server.terminate()
        server.wait()


main()
