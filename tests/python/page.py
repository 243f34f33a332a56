#!/usr/bin/env python3
"""page.py FILE... - what every page must hold, whatever is on it: headings in steps of one, one main, ids once each, links
within the page that lead somewhere, a caption for each table, a name or silence for each drawing, a label for each field,
words in each link, no address that would be fetched. Prints what is wrong."""
import html.parser
import sys

VOID = {'meta', 'link', 'br', 'img', 'input', 'hr', 'area', 'base', 'col', 'embed', 'source', 'track', 'wbr'}


class Page(html.parser.HTMLParser):
    def __init__(self, name):
        super().__init__()
        self.name, self.level, self.ids, self.links, self.open, self.wrong = name, 0, set(), [], [], 0
        self.mains = self.tables = self.captions = 0

    def fault(self, what):
        self.wrong += 1
        print('# %s: %s' % (self.name, what))

    def handle_starttag(self, tag, pairs):
        given = dict(pairs)
        if 'id' in given:
            if given['id'] in self.ids:
                self.fault('id twice: ' + given['id'])
            self.ids.add(given['id'])
        if tag in ('h1', 'h2', 'h3', 'h4'):
            if int(tag[1]) > self.level + 1:
                self.fault('%s after h%d' % (tag, self.level))
            self.level = int(tag[1])
        if tag == 'svg' and given.get('aria-hidden') != 'true' and not (given.get('role') and given.get('aria-label')):
            self.fault('a drawing without a name')
        if tag in ('input', 'select') and not any(t == 'label' for t, _ in self.open):
            self.fault('a field without a label')
        if tag == 'a' and given.get('href', '').startswith('#'):
            self.links.append(given['href'][1:])
        if tag in ('img', 'link', 'iframe', 'object') or 'src' in given or 'style' in given:
            self.fault('fetched or styled by hand: ' + tag)
        self.mains += tag == 'main'
        self.tables += tag == 'table'
        self.captions += tag == 'caption'
        if tag not in VOID:
            self.open.append([tag, bool(given.get('aria-label'))])

    def handle_startendtag(self, tag, pairs):
        pass

    def handle_data(self, data):
        if data.strip():
            for element in self.open:
                element[1] = True

    def handle_endtag(self, tag):
        while self.open:
            name, worded = self.open.pop()
            if name in ('a', 'h1', 'h2', 'h3', 'summary', 'button', 'th') and not worded:
                self.fault('%s without words' % name)
            if name == tag:
                return
        self.fault('</%s> closes nothing' % tag)

    def end(self):
        for link in sorted(set(self.links) - self.ids):
            self.fault('leads nowhere: #' + link)
        if self.mains != 1:
            self.fault('%d main' % self.mains)
        if self.tables != self.captions:
            self.fault('%d tables, %d captions' % (self.tables, self.captions))
        return self.wrong


def main():
    wrong = 0
    for name in sys.argv[1:]:
        page = Page(name)
        page.feed(open(name, encoding='utf-8').read())
        wrong += page.end()
    sys.exit(wrong > 0)


main()
