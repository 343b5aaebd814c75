"""Writes tokens.bin: a hash of the reference tokenizer's answer to each text of the
corpus that the tests grow (FNV-1a, 32 bits, of the token numbers as 32-bit
little-endian integers).

    pip install tokenizers==0.23.3
    go test ./retrieval/encoder -run TestTokensLikeReference -write-corpus /tmp/corpus.json
    python3 tokens.py tokenizer.json /tmp/corpus.json > tokens.bin
"""

import json
import struct
import sys

from tokenizers import Tokenizer

tok = Tokenizer.from_file(sys.argv[1])
for text in json.load(open(sys.argv[2], encoding="utf-8")):
    h = 0x811C9DC5
    for token in tok.encode(text).ids:
        for byte in struct.pack("<I", token):
            h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    sys.stdout.buffer.write(struct.pack("<I", h))
