#!/usr/bin/env python3
"""crawl.py FOLDER SIZE-IN-MB > FILE.warc - a crawl file of the size asked, from a folder of HTML pages that are repeated
under changed addresses. The same bytes every time."""
import os
import sys

folder, most = sys.argv[1], int(sys.argv[2]) * 1000000
names = sorted(n for n in os.listdir(folder) if n.endswith('.html'))
out, written, number, copy = sys.stdout.buffer, 0, 0, 0
while written < most:
    for name in names:
        with open(os.path.join(folder, name), 'rb') as f:
            body = f.read()
        http = b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n' % len(body) + body
        head = (f'WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n'
                f'WARC-Date: 2019-11-23T00:00:00Z\r\nWARC-Target-URI: https://copy{copy}.example/{name}\r\n'
                f'Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n').encode()
        out.write(head + http + b'\r\n\r\n')
        written += len(head) + len(http) + 4
        number += 1
        if written >= most:
            break
    copy += 1
