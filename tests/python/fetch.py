#!/usr/bin/env python3
"""fetch.py PORT PATH [METHOD [HOST]] - one question to a server on this machine, sent as it stands: no proxy, no change to
the path. Prints the status, the headers in lower case, an empty line and the body."""
import socket
import sys


def main():
    port, path = int(sys.argv[1]), sys.argv[2]
    method = sys.argv[3] if len(sys.argv) > 3 else 'GET'
    host = sys.argv[4] if len(sys.argv) > 4 else '127.0.0.1:%d' % port
    body = b'a=1' if method in ('POST', 'PUT', 'PATCH') else b''
    head = '%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n' % (method, path, host, len(body))
    with socket.create_connection(('127.0.0.1', port), timeout=60) as to:
        to.sendall(head.encode('utf-8', 'surrogateescape') + body)
        answer = b''
        while part := to.recv(65536):
            answer += part
    head, _, body = answer.partition(b'\r\n\r\n')
    first, *headers = head.decode('latin-1').split('\r\n')
    print(first.split(' ')[1] if ' ' in first else 'nothing')
    for line in headers:
        name, _, value = line.partition(':')
        print('%s:%s' % (name.lower(), value))
    print(flush=True)
    sys.stdout.buffer.write(body)


main()
